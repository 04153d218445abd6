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
    /// Why changes of the posts folder are heard of late, if so.
    pub posts_polled: Option<String>,
    /// The library, newest first.
    pub library: Vec<LibraryRow>,
    /// The entry that was open last, or that was asked for.
    pub open: Option<OpenedEntry>,
    /// Texts that an earlier run kept and that stand in no file.
    pub recovered: Vec<crate::Recovered>,
}

/// The author's settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Settings {
    /// Author of new entries; empty takes the last entry's.
    pub author: String,
    /// Folder of the blog that entries are exported to.
    pub blog: Option<String>,
    /// Colours of the window.
    pub theme: Theme,
    /// Font of the text.
    pub font: TextFont,
    /// Size of the text, in pixels.
    pub text_size: u16,
    /// Longest line of the text, in multiples of the window's letter size.
    pub text_width: u16,
    /// Distance of lines, in percent of the text's size.
    pub line_height: u16,
    /// Size of everything in the window, in percent.
    pub zoom: u16,
    /// Whether the toolbar shows above the text.
    pub toolbar: bool,
    /// Whether only the paragraph at the caret is bright.
    pub focus_mode: bool,
    /// Whether the line that is written stays in the middle.
    pub typewriter: bool,
    /// How many days a text stays in the history; none keeps it for ever.
    pub history_days: Option<u32>,
    /// How much space the history takes at most, in MB; none is 256.
    pub history_megabytes: Option<u32>,
    /// What one picture of an export may weigh before that is told, in kB; none means 500.
    pub image_budget: Option<u32>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            author: String::new(),
            blog: None,
            theme: Theme::System,
            font: TextFont::Sans,
            text_size: 16,
            text_width: 44,
            line_height: 165,
            zoom: 100,
            toolbar: true,
            focus_mode: false,
            typewriter: false,
            history_days: None,
            history_megabytes: None,
            image_budget: None,
        }
    }
}

/// Font of the text, as the system has it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TextFont {
    /// Without serifs.
    #[default]
    Sans,
    /// With serifs.
    Serif,
    /// All letters equally wide.
    Mono,
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
    /// Whether the outline of the entry shows.
    pub outline_shown: bool,
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
            outline_shown: false,
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
    /// New font of the text.
    pub font: Option<TextFont>,
    /// New size of the text, in pixels.
    pub text_size: Option<u16>,
    /// New longest line of the text.
    pub text_width: Option<u16>,
    /// New distance of lines, in percent.
    pub line_height: Option<u16>,
    /// New size of everything, in percent.
    pub zoom: Option<u16>,
    /// Whether the toolbar shows from now on.
    pub toolbar: Option<bool>,
    /// Whether only the paragraph at the caret is bright from now on.
    pub focus_mode: Option<bool>,
    /// Whether the line that is written stays in the middle from now on.
    pub typewriter: Option<bool>,
}

/// How the window looks now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SetUiState {
    /// The whole state.
    pub ui: UiState,
}
