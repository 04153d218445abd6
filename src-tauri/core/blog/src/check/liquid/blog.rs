//! What tags find in a blog: its posts, pages, files and includes, and the tags of its plugins.

use jiff::ZonedDateTime;

use super::syntax;
use crate::config::SiteConfig;
use crate::conventions::join;
use crate::post::{self, Post};
use crate::snapshot::{BlogSnapshot, file_name as name_of};

/// Plugins whose tags are known; those of GitHub Pages, and a few more that blogs name.
const PLUGINS: [(&str, &[&str]); 19] = [
    ("jekyll-avatar", &["avatar"]),
    ("jekyll-coffeescript", &[]),
    ("jekyll-compose", &[]),
    ("jekyll-default-layout", &[]),
    ("jekyll-feed", &["feed_meta"]),
    ("jekyll-gist", &["gist"]),
    ("jekyll-github-metadata", &["github_edit_link"]),
    ("jekyll-include-cache", &["include_cached"]),
    ("jekyll-mentions", &[]),
    ("jekyll-optional-front-matter", &[]),
    ("jekyll-paginate", &[]),
    ("jekyll-paginate-v2", &[]),
    ("jekyll-readme-index", &[]),
    ("jekyll-redirect-from", &[]),
    ("jekyll-relative-links", &[]),
    ("jekyll-seo-tag", &["seo"]),
    ("jekyll-sitemap", &[]),
    ("jekyll-titles-from-headings", &[]),
    ("jemoji", &[]),
];

/// The blog that the tags of an entry run in.
#[derive(Debug, Clone, Copy)]
pub struct Blog<'a> {
    /// Its settings.
    pub config: &'a SiteConfig,
    /// What is in it.
    pub snapshot: &'a BlogSnapshot,
    /// The name that the entry has in it.
    pub file_name: &'a str,
    /// When it is built.
    pub now: &'a ZonedDateTime,
}

/// Whether the blog brings a tag that is not Jekyll's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bringing {
    /// A plugin that it names does.
    Known,
    /// It has plugins whose tags are not known here.
    Perhaps,
    /// Nothing does.
    Unknown,
}

/// What stops a tag when it runs.
pub(super) struct Missing {
    pub(super) code: &'static str,
    /// What is wrong, without a full stop.
    pub(super) what: String,
    pub(super) hint: String,
    /// Whether a plugin or theme may have it all the same.
    pub(super) uncertain: bool,
}

impl Blog<'_> {
    /// Whether a tag, or the end of one, comes from a plugin.
    pub(super) fn bringing(&self, tag: &str) -> Bringing {
        let opened = tag.strip_prefix("end").unwrap_or(tag);
        let plugins = &self.config.plugins;
        let named = |(plugin, tags): &(&str, &[&str])| {
            tags.contains(&opened) && plugins.iter().any(|name| name == plugin)
        };
        if PLUGINS.iter().any(named) {
            return Bringing::Known;
        }
        let known = |name: &String| PLUGINS.iter().any(|(plugin, _)| plugin == name);
        // What a theme or a Gemfile brings along is not read.
        let perhaps = !plugins.iter().all(known)
            || self.config.theme.is_some()
            || self.has_own_plugins()
            || self.has("Gemfile");
        if perhaps {
            Bringing::Perhaps
        } else {
            Bringing::Unknown
        }
    }

    /// What a tag names and the blog does not have.
    pub(super) fn missing(&self, tag: &str, markup: &str) -> Option<Missing> {
        match tag {
            "include" => self.missing_include(markup),
            "include_relative" => self.missing_beside(markup),
            "link" => self.missing_file(markup),
            "post_url" => self.missing_post(markup),
            _ => None,
        }
    }

    fn missing_include(&self, markup: &str) -> Option<Missing> {
        let (name, _) = syntax::include_parts(markup);
        let folder = &self.config.includes_dir;
        (!syntax::is_made(name) && !self.has(&join(folder, name))).then(|| Missing {
            code: "include-missing",
            what: format!("The include {name} is not in {folder} of the blog"),
            hint: "Name one that is there.".to_owned(),
            uncertain: self.config.theme.is_some(),
        })
    }

    fn missing_beside(&self, markup: &str) -> Option<Missing> {
        let (name, _) = syntax::include_parts(markup);
        let path = join(&self.config.posts_dir(), name);
        let absent = !syntax::is_made(name) && !self.has(&path) && !self.is_own(&path);
        absent.then(|| Missing {
            code: "include-missing",
            what: format!("The included file {name} is not beside the post in the blog"),
            hint: "Name one that is there.".to_owned(),
            // A post in a folder of its year has other neighbours.
            uncertain: true,
        })
    }

    fn missing_file(&self, markup: &str) -> Option<Missing> {
        if syntax::is_made(markup) {
            return None;
        }
        // The path of a static file begins with a slash, any other without.
        let below = markup.strip_prefix('/').unwrap_or(markup);
        let collected = join(&self.config.collections_dir, below);
        let there =
            !below.is_empty() && (self.has(below) || self.has(&collected) || self.is_own(below));
        (!there).then(|| Missing {
            code: "link-missing",
            what: format!("The file {markup} that `link` names is not in the blog"),
            hint: "Write its path in the blog's folder, such as _posts/2026-01-02-day.md."
                .to_owned(),
            uncertain: self.has_plugins(),
        })
    }

    fn missing_post(&self, markup: &str) -> Option<Missing> {
        let (day, title) = syntax::post_parts(markup)?;
        let day = normal_day(day)?;
        let is_meant = |path: &str| {
            let name = name_of(path);
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            syntax::post_parts(stem)
                .is_some_and(|(on, slug)| slug == title && normal_day(on).as_ref() == Some(&day))
        };
        if is_meant(self.file_name) {
            return None;
        }
        let known = self.snapshot.posts.iter().find(|post| is_meant(&post.path));
        let withheld = known.is_some_and(|known| {
            let read = Post::read(&known.text);
            let placed = post::place(&read, known.file_name(), self.config, self.now);
            let later = placed.dated && placed.date.timestamp() > self.now.timestamp();
            (placed.withheld && !self.config.unpublished) || (later && !self.config.future)
        });
        let older = || self.snapshot.other_files.iter().any(|path| is_meant(path));
        if !withheld && (known.is_some() || older()) {
            return None;
        }
        Some(Missing {
            code: "post-missing",
            what: if withheld {
                format!("The post {markup} that `post_url` names is not published")
            } else {
                format!("The post {markup} that `post_url` names is not in the blog")
            },
            hint: "Export it first, or name a post as its file is named, without the ending."
                .to_owned(),
            uncertain: self.has_plugins(),
        })
    }

    fn has(&self, path: &str) -> bool {
        let snapshot = self.snapshot;
        snapshot.has_image(path)
            || snapshot.other_files.contains(path)
            || snapshot.posts.iter().any(|post| post.path == path)
            || snapshot.templates.iter().any(|file| file.path == path)
    }

    fn is_own(&self, path: &str) -> bool {
        path.starts_with("_posts/") && name_of(path) == self.file_name
    }

    fn has_own_plugins(&self) -> bool {
        let folder = self.config.settings.get("plugins_dir");
        let folder = folder.and_then(crate::config::Setting::text);
        let folder = format!("{}/", folder.as_deref().unwrap_or("_plugins"));
        let files = &self.snapshot.other_files;
        files.iter().any(|path| path.starts_with(&folder))
    }

    /// Whether something may add pages and posts to those that are files.
    fn has_plugins(&self) -> bool {
        self.has_own_plugins() || !self.config.plugins.is_empty()
    }
}

/// `2026-1-2` and `2026-01-02` are one day.
fn normal_day(day: &str) -> Option<Vec<u32>> {
    day.split('-').map(|part| part.parse().ok()).collect()
}
