//! The author's blog as the preview needs it: how it renders, and what it answers to Liquid.

use crate::{export, session::Session};
use faircopy_blog::{
    answers::{PageAnswers, SiteAnswers},
    config, markdown,
};
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
    /// `url` of the site; may be empty.
    url: String,
    /// `baseurl` of the site; may be empty.
    baseurl: String,
    answers: Arc<OnceLock<Option<SiteAnswers>>>,
}

impl BlogFolder {
    /// Reads how a blog renders; where there is none, or its settings cannot be read, as Jekyll does.
    pub fn at(path: Option<&Path>) -> Self {
        let text = path.and_then(export::config_text).unwrap_or_default();
        let config = config::read(&text).ok();
        let (url, baseurl) = config.map_or_else(Default::default, |it| (it.url, it.baseurl));
        Self {
            path: path.map(Path::to_path_buf),
            options: markdown::rendering(&text).options,
            url,
            baseurl,
            answers: Arc::default(),
        }
    }

    /// Makes pictures that the page takes from the blog's own site local ones, which the window may show.
    pub fn with_own_pictures(&self, html: String) -> String {
        let own = format!("src=\"{}/", self.url);
        if self.url.is_empty() || !html.contains(&own) {
            return html;
        }
        html.replace(&own, "src=\"/")
    }

    /// A path of the site without the site's own place on its host.
    pub fn below_site<'p>(&self, path: &'p str) -> &'p str {
        path.strip_prefix(&self.baseurl)
            .filter(|rest| rest.starts_with('/'))
            .unwrap_or(path)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_of_the_site_are_found_in_the_blog() {
        let blog = BlogFolder {
            url: "https://a.b".to_owned(),
            baseurl: "/blog".to_owned(),
            ..BlogFolder::default()
        };
        let check = |html: &str, local: &str| {
            assert_eq!(blog.with_own_pictures(html.to_owned()), local);
        };
        check(
            "<img src=\"https://a.b/blog/c.png\">",
            "<img src=\"/blog/c.png\">",
        );
        check(
            "<img src=\"https://a.bc/d.png\">",
            "<img src=\"https://a.bc/d.png\">",
        );
        check(
            "<a href=\"https://a.b/\">e</a>",
            "<a href=\"https://a.b/\">e</a>",
        );
        assert_eq!(blog.below_site("/blog/c.png"), "/c.png");
        assert_eq!(blog.below_site("/blogs/c.png"), "/blogs/c.png");
        assert_eq!(blog.below_site("c.png"), "c.png");
    }
}
