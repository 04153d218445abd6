//! The settings of a Jekyll blog, read from the text of its `_config.yml`.
//!
//! Only what decides where a post lands and how its images are shown is typed;
//! the defaults are those of Jekyll 4.3 (`lib/jekyll/configuration.rb`).

use std::collections::BTreeMap;

use faircopy_entry::psych::{self, Value, YamlError};

/// The largest `_config.yml` that is read, in bytes.
pub const MAX_CONFIG_BYTES: usize = psych::MAX_BYTES;

/// One value of the settings, as YAML has it.
#[derive(Debug, Clone, PartialEq)]
pub enum Setting {
    /// `null`, `~` or nothing.
    Null,
    /// `true` or `false`, `yes` and `no` included.
    Bool(bool),
    /// A number, as its decimal text.
    Number(String),
    /// A string.
    Text(String),
    /// A sequence.
    List(Vec<Setting>),
    /// A mapping; of a key given twice the last value counts, as in Ruby's Psych.
    Map(BTreeMap<String, Setting>),
}

impl Setting {
    /// The value below `key`, where this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Setting> {
        match self {
            Setting::Map(map) => map.get(key),
            _ => None,
        }
    }

    /// The text of a scalar, as Ruby's `to_s` gives it; nothing for null and collections.
    pub fn text(&self) -> Option<String> {
        match self {
            Setting::Bool(value) => Some(value.to_string()),
            Setting::Number(text) | Setting::Text(text) => Some(text.clone()),
            Setting::Null | Setting::List(_) | Setting::Map(_) => None,
        }
    }

    /// Whether Ruby takes this for true, that is, for anything but `false` and nothing.
    pub fn is_true(&self) -> bool {
        !matches!(self, Setting::Null | Setting::Bool(false))
    }

    /// The texts of a list, or of a single scalar; scalars that have no text are left out.
    pub fn texts(&self) -> Vec<String> {
        match self {
            Setting::List(items) => items.iter().filter_map(Setting::text).collect(),
            other => other.text().into_iter().collect(),
        }
    }
}

impl From<Value> for Setting {
    fn from(value: Value) -> Self {
        match value {
            Value::Null => Setting::Null,
            Value::Bool(truth) => Setting::Bool(truth),
            Value::List(items) => {
                Setting::List(items.into_iter().map(|item| item.value.into()).collect())
            }
            Value::Map(pairs) => Setting::Map(
                pairs
                    .into_iter()
                    .filter_map(|(key, node)| Some((key.value.as_text()?, node.value.into())))
                    .collect(),
            ),
            number @ (Value::Int(_) | Value::Float(_)) => {
                Setting::Number(number.as_text().unwrap_or_default())
            }
            other => Setting::Text(other.as_text().unwrap_or_default()),
        }
    }
}

/// One set of `defaults:`, that is, front matter for all files in a scope.
#[derive(Debug, Clone, PartialEq)]
pub struct DefaultSet {
    /// `scope.path`, as written; empty for every file.
    pub path: String,
    /// `scope.type` (`posts`, `pages`, ...), with the old singular forms put right.
    pub kind: Option<String>,
    /// Keys and values that the files get.
    pub values: BTreeMap<String, Setting>,
}

impl DefaultSet {
    /// Whether this set holds for a post.
    ///
    /// `relative_path` is the path below the collections folder (`_posts/x.md`). Source:
    /// `applies?` in `lib/jekyll/frontmatter_defaults.rb`; a `*` is taken to match any run of
    /// characters that has no `/`, `**/` any folders.
    pub fn applies_to_post(&self, relative_path: &str, collections_dir: &str) -> bool {
        if self.kind.as_deref().is_some_and(|kind| kind != "posts") {
            return false;
        }
        let path = self.path.strip_prefix('/').unwrap_or(&self.path);
        let below = format!("{collections_dir}/");
        let path = if collections_dir.is_empty() {
            path
        } else {
            path.strip_prefix(&below).unwrap_or(path)
        };
        if path.contains('*') {
            return glob_prefix(path, relative_path);
        }
        relative_path.starts_with(path)
    }
}

/// Whether `path` lies at or below something that the glob matches.
fn glob_prefix(glob: &str, path: &str) -> bool {
    let mut pattern = String::from("^");
    let mut rest = glob;
    while !rest.is_empty() {
        if let Some(tail) = rest.strip_prefix("**/") {
            pattern.push_str("(?:[^/]+/)*");
            rest = tail;
        } else if let Some(tail) = rest.strip_prefix('*') {
            pattern.push_str("[^/]*");
            rest = tail;
        } else {
            let end = rest.find('*').unwrap_or(rest.len());
            pattern.push_str(&regex::escape(&rest[..end]));
            rest = &rest[end..];
        }
    }
    regex::Regex::new(&pattern).is_ok_and(|found| found.is_match(path))
}

/// What `_config.yml` says, completed with Jekyll's own defaults.
#[derive(Debug, Clone, PartialEq)]
pub struct SiteConfig {
    /// `title`, empty where there is none.
    pub title: String,
    /// `url` without a slash at its end, for example `https://example.org`; may be empty.
    pub url: String,
    /// `baseurl`, with one slash in front and none behind, or empty.
    pub baseurl: String,
    /// The template of a post's address, built-in styles already spelt out
    /// (`collections.posts.permalink` before `permalink`).
    pub permalink: String,
    /// `timezone`; without one Jekyll takes the zone of the machine that builds.
    pub timezone: Option<String>,
    /// Whether posts with a date in the future are published.
    pub future: bool,
    /// Whether posts with `published: false` are published all the same.
    pub unpublished: bool,
    /// Every setting that the blog makes itself, as `site` in Liquid has it.
    pub settings: BTreeMap<String, Setting>,
    /// `collections_dir` without slashes at its ends; empty for the blog's root.
    pub collections_dir: String,
    /// `layouts_dir`.
    pub layouts_dir: String,
    /// `includes_dir`.
    pub includes_dir: String,
    /// `exclude`, without Jekyll's own.
    pub exclude: Vec<String>,
    /// `include`.
    pub include: Vec<String>,
    /// `defaults`, in the order written.
    pub defaults: Vec<DefaultSet>,
    /// `plugins`, or `gems` as they were once called.
    pub plugins: Vec<String>,
    /// `theme` or `remote_theme`: layouts may come from there, so a missing one is no error.
    pub theme: Option<String>,
    /// `excerpt_separator`; two line breaks where not set.
    pub excerpt_separator: String,
    /// `strict_front_matter`: whether broken front matter ends the build.
    pub strict_front_matter: bool,
}

/// Why the text of a `_config.yml` gives no settings.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// More text than a settings file can sensibly have.
    #[error("_config.yml has {bytes} bytes; at most {limit} are read")]
    TooLarge {
        /// Its length in bytes.
        bytes: usize,
        /// [`MAX_CONFIG_BYTES`].
        limit: usize,
    },
    /// Not YAML, no `key: value` settings, or beyond the budgets of the YAML reader.
    #[error("_config.yml {0}")]
    Syntax(#[source] YamlError),
}

impl ConfigError {
    /// The line the error is about, from 1, where it is about one.
    pub fn line(&self) -> Option<usize> {
        match self {
            ConfigError::Syntax(error) => Some(error.line),
            ConfigError::TooLarge { .. } => None,
        }
    }
}

/// Reads the text of a `_config.yml`.
///
/// # Errors
/// When it is not a YAML mapping, or passes the limits on size and depth. An empty file is an
/// empty mapping, as in Jekyll.
pub fn read(text: &str) -> Result<SiteConfig, ConfigError> {
    if text.len() > MAX_CONFIG_BYTES {
        return Err(ConfigError::TooLarge {
            bytes: text.len(),
            limit: MAX_CONFIG_BYTES,
        });
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let entries = psych::read(text).map_err(ConfigError::Syntax)?;
    let map = entries
        .into_iter()
        .map(|entry| (entry.key, entry.node.value.into()))
        .collect();
    Ok(typed(&map))
}

fn typed(map: &BTreeMap<String, Setting>) -> SiteConfig {
    let text = |key: &str| map.get(key).and_then(Setting::text);
    let list = |key: &str| map.get(key).map(Setting::texts).unwrap_or_default();
    let truth = |key: &str| map.get(key).is_some_and(Setting::is_true);
    let mut plugins = list("plugins");
    if plugins.is_empty() {
        plugins = list("gems");
    }
    SiteConfig {
        title: text("title").unwrap_or_default(),
        url: text("url")
            .unwrap_or_default()
            .trim_end_matches('/')
            .to_owned(),
        baseurl: normal_baseurl(&text("baseurl").unwrap_or_default()),
        permalink: permalink_template(map),
        timezone: text("timezone").filter(|zone| !zone.is_empty()),
        future: truth("future"),
        unpublished: truth("unpublished"),
        settings: map.clone(),
        collections_dir: folder(&text("collections_dir").unwrap_or_default()),
        layouts_dir: folder(&text("layouts_dir").unwrap_or_else(|| "_layouts".to_owned())),
        includes_dir: folder(&text("includes_dir").unwrap_or_else(|| "_includes".to_owned())),
        exclude: list("exclude"),
        include: list("include"),
        defaults: default_sets(map.get("defaults")),
        plugins,
        theme: text("theme").or_else(|| text("remote_theme")),
        excerpt_separator: text("excerpt_separator").unwrap_or_else(|| "\n\n".to_owned()),
        strict_front_matter: truth("strict_front_matter"),
    }
}

/// `blog/`, `/blog` and `/blog/` all mean `/blog`; `/` means nothing.
fn normal_baseurl(written: &str) -> String {
    let name = written.trim_matches('/');
    if name.is_empty() {
        String::new()
    } else {
        format!("/{name}")
    }
}

fn folder(written: &str) -> String {
    written
        .trim_start_matches("./")
        .trim_matches('/')
        .to_owned()
}

/// Source: `add_default_collections` and `STYLE_TO_PERMALINK` in `configuration.rb`. A style's
/// name below `collections.posts` is not spelt out; Jekyll takes it literally there.
fn permalink_template(map: &BTreeMap<String, Setting>) -> String {
    let of_posts = map
        .get("collections")
        .and_then(|collections| collections.get("posts"))
        .and_then(|posts| posts.get("permalink"))
        .and_then(Setting::text);
    if let Some(template) = of_posts {
        return template;
    }
    let written = map
        .get("permalink")
        .and_then(Setting::text)
        .unwrap_or_else(|| "date".to_owned());
    match written.as_str() {
        "none" => "/:categories/:title:output_ext",
        "date" => "/:categories/:year/:month/:day/:title:output_ext",
        "ordinal" => "/:categories/:year/:y_day/:title:output_ext",
        "pretty" => "/:categories/:year/:month/:day/:title/",
        "weekdate" => "/:categories/:year/W:week/:short_day/:title:output_ext",
        other => other,
    }
    .to_owned()
}

fn default_sets(setting: Option<&Setting>) -> Vec<DefaultSet> {
    let Some(Setting::List(sets)) = setting else {
        return Vec::new();
    };
    sets.iter()
        .filter_map(|set| {
            let Some(Setting::Map(values)) = set.get("values") else {
                return None;
            };
            let scope = |key: &str| {
                set.get("scope")
                    .and_then(|scope| scope.get(key))
                    .and_then(Setting::text)
            };
            let kind = scope("type").map(|kind| match kind.as_str() {
                "post" => "posts".to_owned(),
                "page" => "pages".to_owned(),
                "draft" => "drafts".to_owned(),
                _ => kind,
            });
            Some(DefaultSet {
                path: scope("path").unwrap_or_default(),
                kind,
                values: values.clone(),
            })
        })
        .collect()
}

impl SiteConfig {
    /// Front matter that every post gets, the narrower scope winning.
    ///
    /// Source: `all` and `has_precedence?` in `lib/jekyll/frontmatter_defaults.rb`.
    pub fn post_defaults(&self, relative_path: &str) -> BTreeMap<String, Setting> {
        let mut values = BTreeMap::new();
        let mut last: Option<&DefaultSet> = None;
        for set in &self.defaults {
            if !set.applies_to_post(relative_path, &self.collections_dir) {
                continue;
            }
            if last.is_none_or(|old| takes_precedence(old, set)) {
                values.extend(set.values.clone());
                last = Some(set);
            } else {
                for (key, value) in &set.values {
                    values.entry(key.clone()).or_insert_with(|| value.clone());
                }
            }
        }
        values
    }

    /// The folder of the posts, relative to the blog (`_posts` or `<collections_dir>/_posts`).
    pub fn posts_dir(&self) -> String {
        if self.collections_dir.is_empty() {
            "_posts".to_owned()
        } else {
            format!("{}/_posts", self.collections_dir)
        }
    }
}

fn takes_precedence(old: &DefaultSet, new: &DefaultSet) -> bool {
    let length = |set: &DefaultSet| set.path.trim_start_matches('/').len();
    if length(old) == length(new) {
        new.kind.is_some() || old.kind.is_none()
    } else {
        length(new) > length(old)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_settings_are_those_of_jekyll() {
        for text in ["", "# nothing\n", "\u{feff}"] {
            let config = read(text).unwrap();
            assert_eq!(
                config.permalink,
                "/:categories/:year/:month/:day/:title:output_ext"
            );
            assert_eq!(config.posts_dir(), "_posts");
            assert!(!config.future);
        }
    }

    #[test]
    fn settings_are_read_as_psych_reads_them() {
        let config = read(
            "url: https://example.org/\nbaseurl: blog/\nfuture: yes\npermalink: pretty\n\
             permalink: none\ncollections_dir: ./stuff/\ngems: [jekyll-feed]\n\
             kramdown: {input: GFM, hard_wrap: false}\nmarkdown: CommonMark\n",
        )
        .unwrap();
        assert_eq!(config.url, "https://example.org");
        assert_eq!(config.baseurl, "/blog");
        assert!(config.future);
        assert_eq!(config.permalink, "/:categories/:title:output_ext");
        assert_eq!(config.posts_dir(), "stuff/_posts");
        assert_eq!(config.plugins, ["jekyll-feed"]);
        assert_eq!(
            config.settings["kramdown"].get("hard_wrap"),
            Some(&Setting::Bool(false))
        );
    }

    #[test]
    fn merge_keys_are_followed() {
        let config = read("a: &a {url: 'http://a'}\n<<: *a\n").unwrap();
        assert_eq!(config.url, "http://a");
    }

    #[test]
    fn defaults_prefer_the_narrower_scope() {
        let config = read(
            "defaults:\n- scope: {path: '', type: posts}\n  values: {layout: post, x: 1}\n\
             - scope: {path: ''}\n  values: {layout: page, y: 2}\n\
             - scope: {path: _posts/deep}\n  values: {layout: deep}\n\
             - scope: {path: '_posts/*/a'}\n  values: {z: 3}\n",
        )
        .unwrap();
        let layout = |path: &str| config.post_defaults(path)["layout"].text().unwrap();
        assert_eq!(layout("_posts/2024-01-01-a.md"), "post");
        assert_eq!(layout("_posts/deep/2024-01-01-a.md"), "deep");
        let values = config.post_defaults("_posts/b/a.md");
        assert_eq!(values.get("z"), Some(&Setting::Number("3".into())));
        assert!(values.contains_key("y"));
    }

    #[test]
    fn broken_settings_name_their_line() {
        let error = read("title: ok\nurl: a: b\n").unwrap_err();
        assert_eq!(error.line(), Some(2));
        assert_eq!(read("- a\n").unwrap_err().line(), Some(1));
        assert_eq!(read(&"[".repeat(100_000)).unwrap_err().line(), Some(1));
        assert!(matches!(
            read(&"#".repeat(MAX_CONFIG_BYTES + 1)),
            Err(ConfigError::TooLarge { .. })
        ));
    }
}
