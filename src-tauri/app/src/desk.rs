//! What the window holds: hands requests to the session, and does the slow rest beside it.
//!
//! Dialogs wait for a person and pictures take time to decode, so neither runs on the session's
//! thread: typing never waits for them.

use crate::{
    check, cover,
    error::Error,
    export,
    keeping::Keeping,
    ports::{Dialogs, FolderPurpose, Notify},
    preview::{self, Picture},
    publish::{self, Cancel},
    save,
    session::{Session, Wake},
    settings::{Folders, Store, Writing},
    unexport,
};
use faircopy_wire::{
    AddImage, Answers, BlogChoice, Checked, Counts, Differences, Edit, Empty, EntryInBlog,
    EntryRef, Export, ExportPlan, ExportReceipt, Failure, FieldEdit, FixFinding, History, Identity,
    ImageAdded, KeepPlace, Link, MakePracticeBlog, NewEntry, NewOffer, OpenEntry, OpenedEntry,
    Patch, PickImage, Publish, PublishOffer, Published, Recover, RecoveredDiff, RecoveredRef,
    Resolve, SavedEntry, SetField, SetUiState, Settings, SnapshotRef, Start, Stretch, Theme,
    UpdateSettings, WholeText, WordDiff,
};
use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{self, Sender},
    },
    thread::{self, JoinHandle},
};

/// Where to begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The posts folder that was used last, else `posts` in the current folder.
    LastUsed,
    /// A posts folder, or an entry in one.
    Given(PathBuf),
}

impl Place {
    /// The posts folder, and the entry in it if one was given.
    pub(crate) fn parts(&self, last: Option<&Path>) -> (PathBuf, Option<String>) {
        match self {
            Self::LastUsed => (last.unwrap_or(Path::new("posts")).to_path_buf(), None),
            Self::Given(path) if path.is_file() => {
                let folder = path
                    .parent()
                    .filter(|parent| !parent.as_os_str().is_empty());
                let name = path
                    .file_name()
                    .map(|name| name.to_string_lossy().into_owned());
                (folder.unwrap_or(Path::new(".")).to_path_buf(), name)
            }
            Self::Given(path) => (path.clone(), None),
        }
    }
}

/// The app behind a window; clones share it.
#[derive(Clone)]
pub struct Desk {
    pub(crate) wake: Sender<Wake>,
    running: Arc<Running>,
    dialogs: Arc<dyn Dialogs>,
    dark: bool,
    /// What stops the push that runs, if one does.
    publishing: Arc<Mutex<Option<Cancel>>>,
}

/// The session's thread. It ends when it is asked to, or with the last desk.
struct Running {
    wake: Sender<Wake>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Running {
    fn end(&self) {
        let mut thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(thread) = thread.take() else { return };
        // One that has ended by a panic hears nothing.
        drop(self.wake.send(Wake::End));
        let own = thread.thread().id() == thread::current().id();
        if !own && thread.join().is_err() {
            tracing::error!("The session ended by a panic.");
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.end();
    }
}

impl Desk {
    /// Starts the session on its own thread; what goes wrong on the way shows in the window.
    ///
    /// `settings` is the folder of the settings; without one nothing is remembered.
    pub fn start(
        place: Place,
        folders: Folders,
        dialogs: Arc<dyn Dialogs>,
        notify: Notify,
    ) -> Self {
        let (wake, wakes) = mpsc::channel();
        let (store, problems) = Store::read(folders.settings);
        let dark = store.settings().theme == Theme::Dark;
        for problem in &problems {
            tracing::warn!("A settings file is left alone: {problem}.");
        }
        let keeping = Keeping::below(folders.data, store.history_bounds(), &wake);
        let mut session = Session::new(store, keeping, notify, wake.clone());
        let thread = thread::spawn(move || {
            session.begin(&place);
            session.run(&wakes);
        });
        let running = Arc::new(Running {
            wake: wake.clone(),
            thread: Mutex::new(Some(thread)),
        });
        Self {
            wake,
            running,
            dialogs,
            dark,
            publishing: Arc::default(),
        }
    }

    /// Whether the window is dark before its first paint.
    pub fn prefers_dark(&self) -> bool {
        self.dark
    }

    /// Saves what can be saved and ends; returns when nothing is left to do. Whoever asks
    /// something afterwards hears that Faircopy is closing.
    pub fn end(&self) {
        self.running.end();
    }

    /// Saves everything that can be; returns when it is done.
    pub fn save_all(&self) {
        if let Err(error) = self.with(|session| {
            session.save_all();
            Ok(())
        }) {
            tracing::error!("The last save did not run: {error}.");
        }
    }

    /// A picture of the page or the preview, by the path of its address; none is a 404.
    pub fn picture(&self, path: &str) -> Option<Picture> {
        let wanted = preview::Wanted::parse(path)?;
        let places = self
            .with(move |session| Ok(session.places(&wanted)))
            .ok()??;
        preview::find(&places)
    }

    pub(crate) fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Session) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        run_on(&self.wake, work)
    }

    pub(crate) fn is_publishing(&self, cancel: Option<Cancel>) {
        let mut running = self
            .publishing
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *running = cancel;
    }

    fn set_blog(&self, folder: Option<PathBuf>) -> Result<BlogChoice, Error> {
        let Some(folder) = folder else {
            return Ok(BlogChoice { folder: None });
        };
        export::probe(&folder)?;
        let text = folder.display().to_string();
        let chosen = text.clone();
        self.with(move |session| {
            session
                .store
                .update(|settings| settings.blog = Some(chosen))
        })?;
        Ok(BlogChoice { folder: Some(text) })
    }

    fn take_in(&self, wish: cover::Wish, name: &str, bytes: &[u8]) -> Result<ImageAdded, Error> {
        let posts = self.with(|session| Ok(session.posts.clone()))?;
        let file_name = cover::take_in(&posts, name, bytes)?;
        self.with(move |session| session.show_image(&wish, file_name))
    }
}

/// Runs a use case on the session's thread; a panic there is a failure of this call alone.
pub(crate) fn run_on<T: Send + 'static>(
    wake: &Sender<Wake>,
    work: impl FnOnce(&mut Session) -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let (answer, answered) = mpsc::sync_channel(1);
    let run = Box::new(move |session: &mut Session| {
        let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(session)));
        let result = result.unwrap_or_else(|panic| Err(Error::Internal(words_of(panic.as_ref()))));
        // A caller that went away needs no answer.
        drop(answer.send(result));
    });
    wake.send(Wake::Run(run)).map_err(|_| Error::Closing)?;
    answered.recv().map_err(|_| Error::Closing)?
}

fn words_of(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "a panic without words".to_owned())
}

impl Session {
    /// Reads the first posts folder, and opens the entry if one was given.
    pub fn begin(&mut self, place: &Place) {
        let (posts, entry) = place.parts(self.store.posts());
        self.read_posts(&posts);
        if self.posts_error.is_none() {
            let posts = self.posts.clone();
            let mut remembered = self.store.set_posts(&posts);
            if entry.is_some() {
                let ui = faircopy_wire::UiState {
                    open: entry,
                    ..self.store.ui().clone()
                };
                let written = self.store.set_ui(ui).and_then(Writing::carry_out);
                remembered = remembered.and(written);
            }
            if let Err(error) = remembered {
                tracing::warn!("The posts folder will not be remembered: {error}.");
            }
        }
    }
}

impl Answers for Desk {
    fn start(&mut self, _: Empty) -> Result<Start, Failure> {
        Ok(self.with(|session| Ok(session.first_paint()))?)
    }

    fn open_entry(&mut self, args: OpenEntry) -> Result<OpenedEntry, Failure> {
        Ok(self.with(move |session| session.open_entry(&args.path))?)
    }

    fn close_entry(&mut self, args: EntryRef) -> Result<SavedEntry, Failure> {
        Ok(self.with(move |session| session.close_entry(args.entry))?)
    }

    fn edit(&mut self, args: Edit) -> Result<Patch, Failure> {
        Ok(self.with(move |session| session.edit(&args))?)
    }

    fn differences(&mut self, args: EntryRef) -> Result<Differences, Failure> {
        Ok(self.with(move |session| Ok(session.opened(args.entry)?.differences()))?)
    }

    fn count_stretch(&mut self, args: Stretch) -> Result<Counts, Failure> {
        Ok(self.with(move |session| session.count_stretch(&args))?)
    }

    fn keep_place(&mut self, args: KeepPlace) -> Result<Empty, Failure> {
        self.with(move |session| session.keep_place(&args))?;
        Ok(Empty {})
    }

    fn resync(&mut self, args: WholeText) -> Result<OpenedEntry, Failure> {
        Ok(self.with(move |session| session.resync(&args))?)
    }

    fn set_field(&mut self, args: SetField) -> Result<FieldEdit, Failure> {
        Ok(self.with(move |session| session.set_field(&args))?)
    }

    fn save(&mut self, args: EntryRef) -> Result<SavedEntry, Failure> {
        let entry = args.entry;
        // Once more where an older text was under way.
        for _ in 0..2 {
            let Some(done) = self.with(move |session| session.save_beside(entry))? else {
                break;
            };
            // Nothing is sent: it ends with the save.
            let _ended = done.recv();
        }
        Ok(self.with(move |session| session.save_decided(entry))?)
    }

    fn save_copy(&mut self, args: EntryRef) -> Result<Option<String>, Failure> {
        let Some(folder) = self.dialogs.pick_folder(FolderPurpose::Copy) else {
            return Ok(None);
        };
        let (path, bytes) = self.with(move |session| {
            let opened = session.opened(args.entry)?;
            Ok((opened.path.clone(), opened.draft.to_bytes()))
        })?;
        Ok(Some(save::copy_into(&folder, &path, &bytes)?))
    }

    fn resolve(&mut self, args: Resolve) -> Result<SavedEntry, Failure> {
        Ok(self.with(move |session| session.resolve(args))?)
    }

    fn forget(&mut self, args: EntryRef) -> Result<Empty, Failure> {
        self.with(move |session| session.forget(args.entry))?;
        Ok(Empty {})
    }

    fn recovered_diff(&mut self, args: RecoveredRef) -> Result<RecoveredDiff, Failure> {
        Ok(self.with(move |session| session.recovered_diff(args.number))?)
    }

    fn recover(&mut self, args: Recover) -> Result<Option<OpenedEntry>, Failure> {
        Ok(self.with(move |session| session.recover(args))?)
    }

    fn history(&mut self, args: EntryRef) -> Result<History, Failure> {
        Ok(self.with(move |session| session.history(args.entry))?)
    }

    fn history_diff(&mut self, args: SnapshotRef) -> Result<WordDiff, Failure> {
        Ok(self.with(move |session| session.history_diff(&args))?)
    }

    fn restore(&mut self, args: SnapshotRef) -> Result<FieldEdit, Failure> {
        Ok(self.with(move |session| session.restore(&args))?)
    }

    fn check(&mut self, args: EntryRef) -> Result<Checked, Failure> {
        let source = self.with(move |session| session.check_source(args.entry))?;
        Ok(check::check(&source))
    }

    fn fix_finding(&mut self, args: FixFinding) -> Result<FieldEdit, Failure> {
        let entry = args.entry;
        let source = self.with(move |session| session.check_source(entry))?;
        // Without a blog only what the entry itself tells is put right.
        let export = self.with(move |session| session.export_source(entry)).ok();
        let (revision, edits) = check::fix_of(&source, export.as_ref(), &args)?;
        Ok(self.with(move |session| session.fixed(entry, revision, &edits))?)
    }

    fn offer_new(&mut self, _: Empty) -> Result<NewOffer, Failure> {
        Ok(self.with(Session::offer_new)?)
    }

    fn new_entry(&mut self, args: NewEntry) -> Result<OpenedEntry, Failure> {
        Ok(self.with(move |session| session.new_entry(&args))?)
    }

    fn pick_image(&mut self, args: PickImage) -> Result<Option<ImageAdded>, Failure> {
        let Some(path) = self.dialogs.pick_image() else {
            return Ok(None);
        };
        let (name, bytes) = cover::read(&path)?;
        let wish = cover::Wish {
            entry: args.entry,
            role: args.role,
            at: args.at,
        };
        Ok(Some(self.take_in(wish, &name, &bytes)?))
    }

    fn add_image(&mut self, args: AddImage) -> Result<ImageAdded, Failure> {
        let bytes = cover::decode(&args.name, &args.data)?;
        let wish = cover::Wish {
            entry: args.entry,
            role: args.role,
            at: args.at,
        };
        Ok(self.take_in(wish, &args.name, &bytes)?)
    }

    fn choose_posts(&mut self, _: Empty) -> Result<Option<Start>, Failure> {
        let Some(folder) = self.dialogs.pick_folder(FolderPurpose::Posts) else {
            return Ok(None);
        };
        let start = self.with(move |session| {
            session.begin(&Place::Given(folder));
            Ok(session.first_paint())
        })?;
        Ok(Some(start))
    }

    fn choose_blog(&mut self, _: Empty) -> Result<BlogChoice, Failure> {
        let folder = self.dialogs.pick_folder(FolderPurpose::Blog);
        Ok(self.set_blog(folder)?)
    }

    fn make_practice_blog(&mut self, args: MakePracticeBlog) -> Result<BlogChoice, Failure> {
        let given = args.folder.map(PathBuf::from);
        let folder = given.or_else(|| self.dialogs.pick_folder(FolderPurpose::PracticeBlog));
        if let Some(folder) = &folder {
            export::make_practice_blog(folder)?;
        }
        Ok(self.set_blog(folder)?)
    }

    fn export_plan(&mut self, args: Export) -> Result<ExportPlan, Failure> {
        let source = self.with(move |session| session.export_source(args.entry))?;
        let plan = export::plan(&source)?;
        Ok(self.shown_plan(args.entry, &source, plan)?)
    }

    fn unexport_plan(&mut self, args: Export) -> Result<ExportPlan, Failure> {
        let source = self.with(move |session| session.export_source(args.entry))?;
        let plan = unexport::plan(&source)?;
        Ok(self.shown_plan(args.entry, &source, plan)?)
    }

    fn export_apply(&mut self, args: Export) -> Result<ExportReceipt, Failure> {
        let (source, agreed) = self.with(move |session| session.agreed_plan(args.entry))?;
        Ok(export::apply_agreed(&source, &agreed)?)
    }

    fn entries_in_blog(&mut self, _: Empty) -> Result<Vec<EntryInBlog>, Failure> {
        let asked = self.with(|session| Ok(session.export_states()))?;
        let states = asked.states()?.into_iter();
        Ok(states
            .map(|(path, state)| EntryInBlog { path, state })
            .collect())
    }

    fn publish_offer(&mut self, args: Export) -> Result<PublishOffer, Failure> {
        let source = self.with(move |session| session.export_source(args.entry))?;
        Ok(publish::offer(&source, &export::plan(&source)?)?)
    }

    fn publish(&mut self, args: Publish) -> Result<Published, Failure> {
        Ok(self.publish_entry(&args)?)
    }

    fn stop_publish(&mut self, _: Empty) -> Result<Empty, Failure> {
        let running = self.publishing.lock();
        if let Some(cancel) = running.unwrap_or_else(PoisonError::into_inner).as_ref() {
            cancel.cancel();
        }
        Ok(Empty {})
    }

    fn set_identity(&mut self, args: Identity) -> Result<Empty, Failure> {
        let blog = self.with(|session| {
            let blog = session.store.settings().blog.clone();
            blog.ok_or(Error::NoBlog)
        })?;
        publish::set_identity(Path::new(&blog), &args)?;
        Ok(Empty {})
    }

    fn read_settings(&mut self, _: Empty) -> Result<Settings, Failure> {
        Ok(self.with(|session| session.store.read_again())?)
    }

    fn update_settings(&mut self, args: UpdateSettings) -> Result<Settings, Failure> {
        Ok(self.with(move |session| session.store.change(&args))?)
    }

    fn set_ui_state(&mut self, args: SetUiState) -> Result<Empty, Failure> {
        self.with(move |session| {
            let writing = session.store.set_ui(args.ui)?;
            session.keeping.beside(move || writing.carry_out());
            Ok(())
        })?;
        Ok(Empty {})
    }

    fn open_link(&mut self, args: Link) -> Result<Empty, Failure> {
        let safe = ["https://", "http://", "mailto:"];
        let lower = args.url.to_ascii_lowercase();
        if !safe.iter().any(|start| lower.starts_with(start)) {
            return Err(Error::Link(args.url).into());
        }
        self.dialogs.open_link(&args.url).map_err(Error::from)?;
        Ok(Empty {})
    }
}
