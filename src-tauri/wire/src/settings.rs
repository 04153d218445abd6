//! What the author chose, and how the window looked last.

use crate::{LibraryRow, OpenedEntry};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the window needs for its first paint.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Start {
    /// The author's settings.
    pub settings: Settings,
    /// How the window looked last.
    pub ui: UiState,
    /// Posts folder.
    pub posts: String,
    /// Why the posts folder cannot be read, if so.
    pub posts_error: Option<String>,
    /// The library, newest first.
    pub library: Vec<LibraryRow>,
    /// The entry that was open last, or that was asked for.
    pub open: Option<OpenedEntry>,
    /// Texts that an earlier run kept and that stand in no file.
    pub recovered: Vec<crate::Recovered>,
}

/// The author's settings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Settings {
    /// Author of new entries; empty takes the last entry's.
    pub author: String,
    /// Folder of the blog that entries are exported to.
    pub blog: Option<String>,
    /// Colours of the window.
    pub theme: Theme,
    /// What one picture of an export may weigh before that is told, in kB; none means 500.
    pub image_budget: Option<u32>,
}

/// Colours of the window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system has them.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// How the window looked last.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct UiState {
    /// Whether the library shows.
    pub library_shown: bool,
    /// Share of the editor in the room that editor and preview split, 0.2 to 0.8.
    pub divider: f64,
    /// Whether the form's details show; none leaves it to the height of the window.
    pub details_shown: Option<bool>,
    /// Path of the entry that was open.
    pub open: Option<String>,
}

impl Default for UiState {
    fn default() -> Self {
        Self {
            library_shown: true,
            divider: 0.5,
            details_shown: None,
            open: None,
        }
    }
}

/// Changes of the settings; what is absent stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct UpdateSettings {
    /// New author.
    pub author: Option<String>,
    /// New colours.
    pub theme: Option<Theme>,
}

/// How the window looks now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SetUiState {
    /// The whole state.
    pub ui: UiState,
}
