//! A second start on a posts folder: the window that has it comes to the front, with the entry.

use crate::{
    desk::{Desk, Place, run_on},
    session::Session,
    settings::{Folders, Store},
};
use faircopy_host::instance::{self, Claim, Door};
use faircopy_wire::Event;
use std::path::{Path, PathBuf};

/// What came of claiming a posts folder.
#[derive(Debug)]
pub enum Claimed {
    /// It is this process's.
    Own(Door, PathBuf),
    /// Another process has it, and shows what was wanted.
    Shown,
    /// It is not known whose it is.
    Unclaimed,
}

impl Place {
    /// Claims the posts folder for this process. Where another has it and shows what is wanted
    /// there is nothing to start; where nothing can be claimed one starts all the same.
    pub fn claim(&self, folders: &Folders) -> Claimed {
        let Some(runtime) = &folders.runtime else {
            return Claimed::Unclaimed;
        };
        let (store, _) = Store::read(folders.settings.clone());
        let (posts, entry) = self.parts(store.posts());
        match instance::claim(runtime, &posts) {
            Ok(Claim::First(door)) => Claimed::Own(door, posts),
            Ok(Claim::Second(knock)) if knock.ask(entry.as_deref()) => Claimed::Shown,
            Ok(Claim::Second(_)) => Claimed::Unclaimed,
            Err(error) => {
                tracing::warn!("A second start will not find this one: {error}.");
                Claimed::Unclaimed
            }
        }
    }
}

impl Desk {
    /// Answers second starts on the posts folder that was claimed: shows their entry in this
    /// window and lets `raise` bring it to the front.
    ///
    /// # Errors
    /// If no thread can be started.
    pub fn answer_others(
        &self,
        door: Door,
        posts: &Path,
        raise: impl Fn() + Send + 'static,
    ) -> std::io::Result<()> {
        let (wake, posts) = (
            self.wake.clone(),
            std::path::absolute(posts).unwrap_or_else(|_| posts.to_path_buf()),
        );
        door.open(move |entry| {
            let posts = posts.clone();
            let shown = run_on(&wake, move |session| {
                // Another folder was chosen since.
                Ok(session.posts == posts && session.show(entry.as_deref()))
            });
            let shown = shown.unwrap_or_default();
            if shown {
                raise();
            }
            shown
        })
    }
}

impl Session {
    /// Shows an entry in the window, if one is given. Answers whether there is such an entry.
    fn show(&mut self, entry: Option<&str>) -> bool {
        let Some(path) = entry else { return true };
        match self.open_entry(path) {
            Ok(opened) => {
                self.tell(Event::Opened(opened));
                true
            }
            Err(error) => {
                tracing::warn!("{error}.");
                false
            }
        }
    }
}
