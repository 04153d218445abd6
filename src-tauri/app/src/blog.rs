//! The author's blog as the preview needs it: how it renders, and what it answers to Liquid.

use crate::{export, session::Session};
use faircopy_blog::answers::{PageAnswers, SiteAnswers};
use faircopy_host::{blog, clock};
use faircopy_kramdown::{Options, liquid};
use std::{
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

/// A blog's folder as it was when it was asked; its files are read when Liquid first asks for them.
#[derive(Clone, Default)]
pub struct BlogFolder {
    path: Option<PathBuf>,
    /// How it renders Markdown.
    pub options: Options,
    answers: Arc<OnceLock<Option<SiteAnswers>>>,
}

impl BlogFolder {
    /// Reads how a blog renders; where there is none, or its settings cannot be read, as Jekyll does.
    pub fn at(path: Option<&Path>) -> Self {
        Self {
            path: path.map(Path::to_path_buf),
            options: path.and_then(export::dialect).unwrap_or_default(),
            answers: Arc::default(),
        }
    }

    /// What the blog answers to every entry; none where it cannot be read.
    pub fn answers(&self) -> Option<&SiteAnswers> {
        let read = || {
            let snapshot = blog::snapshot(self.path.as_deref()?);
            let snapshot = snapshot
                .inspect_err(|error| tracing::warn!("Liquid goes without the blog: {error}."))
                .ok()?;
            SiteAnswers::of(&snapshot, &clock::now())
        };
        self.answers.get_or_init(read).as_ref()
    }

    /// Hands the answers to one entry to `with`: none where Jekyll would not ask, or nothing asks.
    pub fn asked<T>(
        &self,
        text: &str,
        body: &str,
        path: &str,
        with: impl FnOnce(Option<&dyn liquid::Blog>) -> T,
    ) -> T {
        if !liquid::is_used(body) {
            return with(None);
        }
        let name = path.rsplit('/').next().unwrap_or(path);
        let answers = PageAnswers::new(self.answers(), text, name);
        if answers.are_asked() {
            with(Some(&answers))
        } else {
            with(None)
        }
    }
}

impl Session {
    /// The author's blog as it is now.
    pub fn blog_folder(&self) -> BlogFolder {
        BlogFolder::at(self.store.settings().blog.as_deref().map(Path::new))
    }
}
