//! The author's settings and the window's state: two small readable files in the user's folders.

use crate::error::Error;
use etcetera::BaseStrategy;
use faircopy_blog::{plan::IMAGE_BUDGET, private_words::PrivateWords};
use faircopy_host::{
    disk::{self, DiskError},
    folder,
    history::Bounds,
};
use faircopy_wire as wire;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::path::{Path, PathBuf};

/// The largest settings file that is read, in bytes.
const LARGEST: u64 = 256 * 1024;

/// The file of words that must not leave, in the settings folder.
const PRIVATE_WORDS: &str = "private-words.txt";

/// Settings and window state, in memory and on disk.
pub struct Store {
    folder: Option<PathBuf>,
    settings: wire::Settings,
    state: State,
    /// Files that could not be read and are set aside before anything is written.
    broken: Vec<PathBuf>,
}

/// How the window looked last, and where.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct State {
    /// Posts folder.
    posts: Option<PathBuf>,
    /// Panes and open entry.
    ui: wire::UiState,
}

/// The app's own folders; what has no folder is not remembered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folders {
    /// For settings and the window's state.
    pub settings: Option<PathBuf>,
    /// For what is kept of the author's texts: journals and history.
    pub data: Option<PathBuf>,
    /// For what is gone when the user logs out: who has which posts folder.
    pub runtime: Option<PathBuf>,
}

impl Folders {
    /// Those of the user, where there is a home folder.
    pub fn of_user() -> Self {
        let Ok(base) = etcetera::choose_base_strategy() else {
            return Self::default();
        };
        Self {
            settings: Some(base.config_dir().join("faircopy")),
            data: Some(base.data_dir().join("faircopy")),
            runtime: base.runtime_dir(),
        }
    }
}

impl Store {
    /// Reads the files of a settings folder; a broken one is reported and left alone, defaults
    /// stand in. Without a folder nothing is remembered.
    pub fn read(folder: Option<PathBuf>) -> (Self, Vec<Error>) {
        let mut problems = Vec::new();
        let mut store = Self {
            folder,
            settings: wire::Settings::default(),
            state: State::default(),
            broken: Vec::new(),
        };
        if let Some(path) = store.settings_path() {
            store.settings = bounded(read_or_default(&path, &mut problems));
        }
        if let Some(path) = store.state_path() {
            store.state = read_or_default(&path, &mut problems);
        }
        store.broken = problems
            .iter()
            .filter_map(|problem| match problem {
                Error::Settings { path, .. } => Some(path.clone()),
                _ => None,
            })
            .collect();
        (store, problems)
    }

    /// The settings as they stand.
    pub fn settings(&self) -> &wire::Settings {
        &self.settings
    }

    /// What the author wants the history kept within.
    pub fn history_bounds(&self) -> Bounds {
        let wanted = self.settings.history_megabytes;
        Bounds {
            bytes: wanted.map_or(Bounds::default().bytes, |it| u64::from(it) * 1024 * 1024),
            days: self.settings.history_days,
        }
    }

    /// How the window looked last.
    pub fn ui(&self) -> &wire::UiState {
        &self.state.ui
    }

    /// The posts folder that was used last.
    pub fn posts(&self) -> Option<&Path> {
        self.state.posts.as_deref()
    }

    /// The folder for undo records of exports.
    pub fn undo_folder(&self) -> Option<PathBuf> {
        self.folder.as_ref().map(|folder| folder.join("exports"))
    }

    /// Reads the settings file again, which may have been changed by hand; a broken one changes nothing.
    pub fn read_again(&mut self) -> Result<wire::Settings, Error> {
        if let Some(path) = self.settings_path() {
            let mut problems = Vec::new();
            let read = read_or_default(&path, &mut problems);
            if let Some(problem) = problems.pop() {
                return Err(problem);
            }
            self.settings = bounded(read);
        }
        Ok(self.settings.clone())
    }

    /// Changes those settings that a request names, and gives all.
    pub fn change(&mut self, wish: &wire::UpdateSettings) -> Result<wire::Settings, Error> {
        self.update(|settings| {
            if let Some(author) = &wish.author {
                settings.author.clone_from(author);
            }
            take(&mut settings.theme, wish.theme);
            take(&mut settings.font, wish.font);
            take(&mut settings.text_size, wish.text_size);
            take(&mut settings.text_width, wish.text_width);
            take(&mut settings.line_height, wish.line_height);
            take(&mut settings.zoom, wish.zoom);
            take(&mut settings.toolbar, wish.toolbar);
            take(&mut settings.focus_mode, wish.focus_mode);
            take(&mut settings.typewriter, wish.typewriter);
        })?;
        Ok(self.settings.clone())
    }

    /// What one picture may weigh in bytes before that is told.
    pub fn image_budget(&self) -> u64 {
        let kilobytes = self.settings.image_budget.map(u64::from);
        kilobytes.map_or(IMAGE_BUDGET, |kilobytes| kilobytes * 1000)
    }

    /// The author's list of words that must not leave, in a file beside the settings, and those of another list.
    ///
    /// # Errors
    /// If a list is there and cannot be read: it must not be taken for an empty one.
    pub fn private_words(&self, other: Option<&Path>) -> Result<PrivateWords, Error> {
        let own = self
            .folder
            .as_ref()
            .map(|folder| folder.join(PRIVATE_WORDS));
        let words = match own.as_deref().map(words_of) {
            None | Some(Err(Error::Disk(DiskError::NotFound { .. }))) => PrivateWords::default(),
            Some(read) => read?,
        };
        match other {
            Some(other) => Ok(words.and(words_of(other)?)),
            None => Ok(words),
        }
    }

    /// Changes settings as the file has them now, and writes them.
    pub fn update(&mut self, change: impl FnOnce(&mut wire::Settings)) -> Result<(), Error> {
        if self.broken.is_empty()
            && let Err(Error::Settings { path, .. }) = self.read_again()
        {
            self.broken.push(path);
        }
        change(&mut self.settings);
        self.settings = bounded(std::mem::take(&mut self.settings));
        self.set_aside()?;
        write(self.settings_path(), &self.settings)
    }

    /// Remembers how the window looks; the writing of it is the caller's to carry out, in order.
    pub fn set_ui(&mut self, ui: wire::UiState) -> Result<Writing, Error> {
        self.state.ui = ui;
        self.set_aside()?;
        Writing::of(self.state_path(), &self.state)
    }

    /// Remembers the posts folder.
    pub fn set_posts(&mut self, posts: &Path) -> Result<(), Error> {
        if self.state.posts.as_deref() == Some(posts) {
            return Ok(());
        }
        self.state.posts = Some(posts.to_path_buf());
        self.state.ui.open = None;
        self.set_aside()?;
        write(self.state_path(), &self.state)
    }

    /// Keeps a file that could not be read under another name, so that no choice of the author's is lost.
    fn set_aside(&mut self) -> Result<(), Error> {
        while let Some(path) = self.broken.pop() {
            let mut aside = path.clone().into_os_string();
            aside.push(".broken");
            let bytes = disk::read(&path, LARGEST)?;
            disk::save(Path::new(&aside), &bytes, None)?;
        }
        Ok(())
    }

    fn settings_path(&self) -> Option<PathBuf> {
        self.folder
            .as_ref()
            .map(|folder| folder.join("settings.yml"))
    }

    fn state_path(&self) -> Option<PathBuf> {
        self.folder.as_ref().map(|folder| folder.join("window.yml"))
    }
}

fn take<T: Copy>(setting: &mut T, wish: Option<T>) {
    if let Some(wish) = wish {
        *setting = wish;
    }
}

fn words_of(list: &Path) -> Result<PrivateWords, Error> {
    let bytes = disk::read(list, LARGEST)?;
    PrivateWords::read(&bytes).map_err(|source| Error::PrivateWords {
        path: list.to_owned(),
        source,
    })
}

/// Settings with which the window can be read, whatever the file says.
fn bounded(settings: wire::Settings) -> wire::Settings {
    wire::Settings {
        text_size: settings.text_size.clamp(12, 32),
        text_width: settings.text_width.clamp(24, 90),
        line_height: settings.line_height.clamp(120, 240),
        zoom: settings.zoom.clamp(70, 200),
        ..settings
    }
}

fn read_or_default<T: Default + DeserializeOwned>(path: &Path, problems: &mut Vec<Error>) -> T {
    let bytes = match disk::read(path, LARGEST) {
        Ok(bytes) => bytes,
        Err(DiskError::NotFound { .. }) => return T::default(),
        Err(error) => {
            problems.push(error.into());
            return T::default();
        }
    };
    serde_yaml::from_slice(&bytes).unwrap_or_else(|source| {
        problems.push(Error::Settings {
            path: path.to_path_buf(),
            source,
        });
        T::default()
    })
}

fn write(path: Option<PathBuf>, value: &impl Serialize) -> Result<(), Error> {
    Writing::of(path, value)?.carry_out()
}

/// A settings file that is to be written.
pub struct Writing(Option<(PathBuf, String)>);

impl Writing {
    fn of(path: Option<PathBuf>, value: &impl Serialize) -> Result<Self, Error> {
        let Some(path) = path else {
            return Ok(Self(None));
        };
        match serde_yaml::to_string(value) {
            Ok(text) => Ok(Self(Some((path, text)))),
            Err(source) => Err(Error::Settings { path, source }),
        }
    }

    /// Writes the file durably, which a slow disk may take long for.
    pub fn carry_out(self) -> Result<(), Error> {
        let Some((path, text)) = self.0 else {
            return Ok(());
        };
        if let Some(folder) = path.parent() {
            folder::create(folder)?;
        }
        disk::save(&path, text.as_bytes(), None)?;
        Ok(())
    }
}
