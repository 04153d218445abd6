//! What a blog answers to the Liquid of an entry: its settings, the addresses of its posts, pages and files,
//! its includes, and the entry's own front matter.
//!
//! What Jekyll works out while it builds (lists of posts, data files, plugins) is not known here.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use faircopy_entry::psych;
use faircopy_kramdown::liquid::{Blog, Value};
use jiff::ZonedDateTime;

use crate::config::{self, Setting, SiteConfig};
use crate::conventions;
use crate::post::{self, Placed, Post};
use crate::snapshot::{BlogSnapshot, file_name};

/// Names that Jekyll fills in below `site`, whatever `_config.yml` says (`lib/jekyll/drops/site_drop.rb`).
const OF_SITE: &[&str] = &[
    "categories",
    "collections",
    "config",
    "data",
    "documents",
    "html_pages",
    "include",
    "pages",
    "posts",
    "related_posts",
    "static_files",
    "tags",
    "time",
];

/// Names that Jekyll or its plugins fill in below `page`, whatever the front matter says.
const OF_PAGE: &[&str] = &[
    "collection",
    "content",
    "dir",
    "excerpt",
    "ext",
    "id",
    "name",
    "next",
    "output",
    "path",
    "previous",
    "relative_path",
];

/// What a blog answers to every entry.
#[derive(Debug, Clone, PartialEq)]
pub struct SiteAnswers {
    config: SiteConfig,
    /// Addresses below the site by the path in the blog.
    addresses: BTreeMap<String, String>,
    /// Texts of includes by their name.
    includes: BTreeMap<String, String>,
    now: ZonedDateTime,
}

impl SiteAnswers {
    /// Learns the answers; of a blog whose settings cannot be read, nothing is known.
    ///
    /// `now` is the time of the build, which undated posts get.
    pub fn of(snapshot: &BlogSnapshot, now: &ZonedDateTime) -> Option<Self> {
        let config = snapshot.site_config().ok()?;
        let mut addresses = BTreeMap::new();
        for post in &snapshot.posts {
            let read = Post::read(&post.text);
            let placed = post::place(&read, post.file_name(), &config, now);
            if let Ok(url) = placed.url {
                addresses.insert(post.path.clone(), url.path);
            }
        }
        for image in &snapshot.images {
            addresses.insert(image.path.clone(), format!("/{}", image.path));
        }
        for path in &snapshot.other_files {
            // Whether such a file is a page of its own, only its first line tells.
            if !path.starts_with('_') && !has_pages(path) {
                addresses.insert(path.clone(), format!("/{path}"));
            }
        }
        let mut includes = BTreeMap::new();
        let folder = format!("{}/", config.includes_dir);
        for file in &snapshot.templates {
            let text = || String::from_utf8_lossy(&file.bytes).into_owned();
            if let Some(name) = file.path.strip_prefix(&folder) {
                includes.insert(name.to_owned(), text());
            } else if !file.path.contains('/') {
                addresses.insert(
                    file.path.clone(),
                    page_address(&config, &file.path, &text()),
                );
            }
        }
        Some(Self {
            config,
            addresses,
            includes,
            now: now.clone(),
        })
    }

    /// `baseurl` with one slash in front and none behind, or empty.
    pub fn baseurl(&self) -> &str {
        &self.config.baseurl
    }

    fn address(&self, path: &str) -> Option<String> {
        let found = self.addresses.get(path)?;
        Some(format!("{}{found}", self.config.baseurl))
    }

    fn variable(&self, name: &str) -> Option<Value> {
        let mut parts = name.split('.');
        let first = parts.next()?;
        let Some(mut setting) = self.config.settings.get(first) else {
            // What is set nowhere prints nothing; Jekyll's own defaults are not repeated here.
            return matches!(first, "baseurl" | "url" | "title" | "description")
                .then_some(Value::Nil);
        };
        if OF_SITE.contains(&first) {
            return None;
        }
        for part in parts {
            match setting {
                Setting::Map(map) => match map.get(part) {
                    Some(inner) => setting = inner,
                    None => return Some(Value::Nil),
                },
                _ => return None,
            }
        }
        of_setting(setting)
    }
}

fn has_pages(path: &str) -> bool {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    matches!(
        extension,
        "md" | "markdown"
            | "html"
            | "htm"
            | "xml"
            | "txt"
            | "css"
            | "scss"
            | "sass"
            | "js"
            | "json"
            | ""
    )
}

/// The address of a page in the blog's root (`template` in `lib/jekyll/page.rb`).
fn page_address(config: &SiteConfig, path: &str, text: &str) -> String {
    let read = Post::read(text);
    if read.split.front_matter.is_none() {
        return format!("/{path}");
    }
    if let Some(permalink) = read.text_at("permalink") {
        return format!("/{}", permalink.trim_start_matches('/'));
    }
    let name = path.rsplit_once('.').map_or(path, |(name, _)| name);
    if name == "index" {
        "/".to_owned()
    } else if config.permalink.ends_with('/') {
        format!("/{name}/")
    } else if config.permalink.ends_with(":output_ext") {
        format!("/{name}.html")
    } else {
        format!("/{name}")
    }
}

/// What a blog answers to one entry.
pub struct PageAnswers<'a> {
    site: Option<&'a SiteAnswers>,
    text: &'a str,
    file_name: &'a str,
    post: OnceCell<Post<'a>>,
    placed: OnceCell<Option<Placed>>,
}

impl<'a> PageAnswers<'a> {
    /// The answers to the entry with this text and file name; without a blog only the entry itself is known.
    ///
    /// Nothing is read before it is asked for.
    pub fn new(site: Option<&'a SiteAnswers>, text: &'a str, file_name: &'a str) -> Self {
        Self {
            site,
            text,
            file_name,
            post: OnceCell::new(),
            placed: OnceCell::new(),
        }
    }

    /// Whether Jekyll resolves Liquid in this entry (`render_with_liquid`).
    pub fn are_asked(&self) -> bool {
        !self.text.contains("render_with_liquid") || conventions::renders_liquid(self.post())
    }

    fn post(&self) -> &Post<'a> {
        self.post.get_or_init(|| Post::read(self.text))
    }

    fn placed(&self) -> Option<&Placed> {
        let site = self.site?;
        let place = || post::place(self.post(), self.file_name, &site.config, &site.now);
        self.placed.get_or_init(|| Some(place())).as_ref()
    }

    /// The value of a key of the front matter, or of the blog's defaults.
    fn of_page(&self, name: &str) -> Option<Value> {
        let first = name.split('.').next()?;
        match name {
            "url" => return Some(Value::Text(self.placed()?.url.as_ref().ok()?.path.clone())),
            "date" => {
                let date = &self.placed()?.date;
                return Some(Value::Text(
                    date.strftime("%Y-%m-%d %H:%M:%S %z").to_string(),
                ));
            }
            "tags" | "categories" => return None,
            _ if OF_PAGE.contains(&first) => return None,
            _ => {}
        }
        if let Some(node) = self.post().node(name) {
            return of_yaml(&node.value);
        }
        let defaults = match self.site {
            Some(site) => site
                .config
                .post_defaults(&format!("_posts/{}", self.file_name)),
            // A blog that is not known may have defaults.
            None => return None,
        };
        match defaults.get(first) {
            Some(setting) if first == name => of_setting(setting),
            Some(_) => None,
            // Jekyll makes a title of the file's name.
            None => (name != "title").then_some(Value::Nil),
        }
    }
}

impl Blog for PageAnswers<'_> {
    fn variable(&self, name: &str) -> Option<Value> {
        match name.split_once('.')? {
            ("site", name) => self.site?.variable(name),
            ("page", name) => self.of_page(name),
            _ => None,
        }
    }

    fn link(&self, path: &str) -> Option<String> {
        self.site?.address(path.trim_start_matches('/'))
    }

    fn post(&self, name: &str) -> Option<String> {
        let site = self.site?;
        let wanted = name.trim_start_matches('/');
        let mut posts = site
            .addresses
            .keys()
            .filter(|path| path.starts_with(&site.config.posts_dir()));
        let found = posts.find(|path| {
            let bare = path
                .rsplit_once('.')
                .map_or(path.as_str(), |(bare, _)| bare);
            let below = bare.strip_prefix(&site.config.posts_dir()).unwrap_or(bare);
            below.trim_start_matches('/') == wanted || file_name(bare) == wanted
        })?;
        site.address(found)
    }

    fn include(&self, name: &str) -> Option<String> {
        self.site?.includes.get(name).cloned()
    }
}

fn of_setting(setting: &Setting) -> Option<Value> {
    Some(match setting {
        Setting::Null => Value::Nil,
        Setting::Bool(flag) => Value::Flag(*flag),
        Setting::Number(text) => Value::Number(text.clone()),
        Setting::Text(text) => Value::Text(text.clone()),
        Setting::List(items) => Value::List(items.iter().map(of_setting).collect::<Option<_>>()?),
        Setting::Map(_) => return None,
    })
}

fn of_yaml(value: &psych::Value) -> Option<Value> {
    // Dates print in the zone of the site.
    if matches!(value, psych::Value::Time(_)) {
        return None;
    }
    of_setting(&config::Setting::from(value.clone()))
}
