//! An entry as Jekyll would read it in a given blog: its front matter with the blog's defaults.

use faircopy_entry::psych::{self, Entry, Node, Value, YamlError};
use faircopy_entry::split::{self, Split};
use jiff::ZonedDateTime;
use jiff::tz::TimeZone;

use crate::config::{Setting, SiteConfig};
use crate::moment::{self, Moment};
use crate::url::{self, Address, PageUrl, UrlError};

/// An entry's text, taken apart.
#[derive(Debug, Clone)]
pub struct Post<'a> {
    /// The whole text.
    pub text: &'a str,
    /// Where front matter and body lie.
    pub split: Split,
    /// The keys of the front matter in order; none where it cannot be read.
    pub keys: Vec<Entry>,
    /// Why the front matter cannot be read; its line counts from the first line between the
    /// fences.
    pub broken: Option<YamlError>,
}

impl<'a> Post<'a> {
    /// Takes a text apart; broken front matter is kept as a finding.
    pub fn read(text: &'a str) -> Self {
        let split = split::split(text);
        let yaml = split.front_matter.as_ref().map(|found| found.yaml.clone());
        let (keys, broken) = match yaml.map(|range| psych::read(&text[range])) {
            None => (Vec::new(), None),
            Some(Ok(keys)) => (keys, None),
            Some(Err(error)) => (Vec::new(), Some(error)),
        };
        Post {
            text,
            split,
            keys,
            broken,
        }
    }

    /// Where the YAML starts in the text; 0 without front matter.
    pub fn yaml_start(&self) -> usize {
        self.split
            .front_matter
            .as_ref()
            .map_or(0, |found| found.yaml.start)
    }

    /// The body, behind the front matter.
    pub fn body(&self) -> &'a str {
        &self.text[self.split.body..]
    }

    /// The 1-based line of a byte offset into the text.
    pub fn line_of(&self, offset: usize) -> usize {
        let before = self.text.get(..offset).unwrap_or(self.text);
        before.matches('\n').count() + 1
    }

    /// The 1-based line of a key, or of the first line where it is not there.
    pub fn line_of_key(&self, key: &str) -> Option<usize> {
        let found = self.keys.iter().find(|entry| entry.key == key)?;
        Some(self.line_of(self.yaml_start() + found.key_span.start))
    }

    /// The value at a path of keys joined by full stops, such as `header.image`.
    ///
    /// A key that itself has full stops is not looked for.
    pub fn node(&self, path: &str) -> Option<&Node> {
        let mut parts = path.split('.');
        let first = parts.next()?;
        let mut node = &self.keys.iter().find(|entry| entry.key == first)?.node;
        for part in parts {
            let Value::Map(pairs) = &node.value else {
                return None;
            };
            let named = |key: &Node| key.value.as_text().is_some_and(|text| text == part);
            node = &pairs.iter().find(|(key, _)| named(key))?.1;
        }
        Some(node)
    }

    /// The text of a scalar at a path, as Liquid would print it.
    pub fn text_at(&self, path: &str) -> Option<String> {
        self.node(path)?.value.as_text()
    }
}

/// What the blog's settings make of a post.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// The date in the zone of the site.
    pub date: ZonedDateTime,
    /// Whether the date came from the text or file name; otherwise it is the time of the build.
    pub dated: bool,
    /// Categories from defaults, `categories` and `category`, each once.
    pub categories: Vec<String>,
    /// The layout's name, if one is named.
    pub layout: Option<String>,
    /// `published: false` is set.
    pub withheld: bool,
    /// Where it will be found, or why nowhere.
    pub url: Result<PageUrl, UrlError>,
}

/// Works out date, categories, layout and address of a post in a blog.
///
/// `file_name` is the name that the post has, or will have, in the posts folder; `now` gives the
/// date of a post without one, and the zone of a site without `timezone`.
pub fn place(post: &Post<'_>, file_name: &str, config: &SiteConfig, now: &ZonedDateTime) -> Placed {
    let defaults = config.post_defaults(&format!("_posts/{file_name}"));
    let default_text = |key: &str| defaults.get(key).and_then(Setting::text);
    let text = |key: &str| match post.node(key) {
        Some(node) if !node.value.is_null() => node.value.as_text(),
        _ => default_text(key),
    };
    let (date, dated) = date(post, file_name, config, now);
    let categories = categories(post, &defaults);
    let slug = text("slug");
    let permalink = text("permalink").filter(|value| value != "false");
    let url = url::page_url(
        config,
        &Address {
            file_name,
            slug: slug.as_deref(),
            permalink: permalink.as_deref(),
            categories: &categories,
            date: &date,
        },
    );
    let published = match post.node("published") {
        Some(node) => node.value.as_bool() != Some(false),
        None => defaults.get("published") != Some(&Setting::Bool(false)),
    };
    Placed {
        date,
        dated,
        categories,
        layout: text("layout"),
        withheld: !published,
        url,
    }
}

/// The zone a site's dates are shown in: its own, or that of the machine that builds.
pub fn site_zone(config: &SiteConfig, now: &ZonedDateTime) -> TimeZone {
    let Some(name) = &config.timezone else {
        return now.time_zone().clone();
    };
    TimeZone::get(name)
        .or_else(|_| TimeZone::posix(name))
        .unwrap_or(TimeZone::UTC)
}

fn date(
    post: &Post<'_>,
    file_name: &str,
    config: &SiteConfig,
    now: &ZonedDateTime,
) -> (ZonedDateTime, bool) {
    let zone = site_zone(config, now);
    let written = post
        .node("date")
        .and_then(|node| moment::of_value(&node.value));
    let named = || {
        let date = url::post_name(file_name)?.date?;
        Some(Moment::Local(date.at(0, 0, 0, 0)))
    };
    match written
        .or_else(named)
        .and_then(|moment| moment.in_zone(&zone))
    {
        Some(date) => (date, true),
        None => (now.with_time_zone(zone), false),
    }
}

/// Source: `merge_categories!` and `populate_categories` in `lib/jekyll/document.rb`.
fn categories(
    post: &Post<'_>,
    defaults: &std::collections::BTreeMap<String, Setting>,
) -> Vec<String> {
    let mut found: Vec<String> = match defaults.get("categories") {
        Some(Setting::Text(text)) => text.split_whitespace().map(str::to_owned).collect(),
        Some(other) => other.texts(),
        None => Vec::new(),
    };
    match post.node("categories").map(|node| &node.value) {
        Some(Value::Text(text)) => found.extend(text.split_whitespace().map(str::to_owned)),
        Some(value) => found.extend(texts(value)),
        None => {}
    }
    match post.node("category").map(|node| &node.value) {
        Some(value) if !value.is_null() => found.extend(texts(value)),
        _ => found.extend(
            defaults
                .get("category")
                .map(Setting::texts)
                .unwrap_or_default(),
        ),
    }
    let mut once: Vec<String> = Vec::with_capacity(found.len());
    for category in found {
        if !once.contains(&category) {
            once.push(category);
        }
    }
    once
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::List(items) => items.iter().flat_map(|item| texts(&item.value)).collect(),
        other => other.as_text().into_iter().collect(),
    }
}
