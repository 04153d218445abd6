//! The front matter of an entry as Jekyll uses it.
//!
//! Source of the rules: Jekyll 4.3 `lib/jekyll/document.rb` (`populate_categories`,
//! `populate_tags`, `published?`) and `lib/jekyll/utils.rb` (`pluralized_array_from_hash`).

use crate::diagnostic::{Diagnostic, Severity};
use crate::mend;
use crate::psych::{self, Entry, Node, Value};
use crate::split::{self, Split};

/// The keys that Faircopy and most themes use, and all keys.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fields {
    /// `layout`
    pub layout: Option<String>,
    /// `title`
    pub title: Option<String>,
    /// `tag` (whole) or else `tags` (a list, or text split at blanks).
    pub tags: Vec<String>,
    /// `categories` (a list, or text split at blanks) and then `category` (whole), each once.
    pub categories: Vec<String>,
    /// `author`: text, or the `name` of a map.
    pub author: Option<String>,
    /// `image`: text, or the `path`, `src` or `feature` of a map.
    pub image: Option<String>,
    /// `excerpt`
    pub excerpt: Option<String>,
    /// `date`, as it is written.
    pub date: Option<String>,
    /// `lang`
    pub lang: Option<String>,
    /// `published`, where it is a truth value; Jekyll leaves an entry out when it is false.
    pub published: Option<bool>,
    /// Every key in the order of the file, as Ruby orders them.
    pub all: Vec<(String, Value)>,
}

/// An entry's text, read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Where its parts are.
    pub split: Split,
    /// What its front matter says; empty when it cannot be read.
    pub fields: Fields,
    /// What is wrong with it, with lines of the file.
    pub problems: Vec<Diagnostic>,
}

/// Reads an entry. Never fails: what is broken becomes a problem.
pub fn read(text: &str) -> Reading {
    let split = split::split(text);
    let mut problems = Vec::new();
    let mut fields = Fields::default();
    if split.unclosed {
        problems.push(unclosed());
    }
    if let Some(front_matter) = &split.front_matter {
        let yaml = &text[front_matter.yaml.clone()];
        match psych::read_with_repeated_keys(yaml) {
            Ok((entries, repeated)) => {
                problems.extend(repeated.iter().map(|key| {
                    repeated_key(yaml, front_matter.first_line, key).with_fix(mend::repeated_key(
                        text,
                        front_matter,
                        key.1,
                    ))
                }));
                fields = Fields::from_entries(entries);
            }
            Err(error) => problems.push(
                unreadable(&error, front_matter.first_line).with_fix(mend::unreadable(
                    text,
                    front_matter,
                    &error,
                )),
            ),
        }
    }
    Reading {
        split,
        fields,
        problems,
    }
}

impl Fields {
    fn from_entries(entries: Vec<Entry>) -> Self {
        let all: Vec<_> = entries
            .into_iter()
            .map(|entry| (entry.key, entry.node.value))
            .collect();
        let text = |key: &str| find(&all, key).and_then(Value::as_text);
        Self {
            layout: text("layout"),
            title: text("title"),
            tags: pluralized(&all, "tag", "tags"),
            categories: categories(&all),
            author: find(&all, "author").and_then(|value| text_or(value, &["name"])),
            image: find(&all, "image")
                .and_then(|value| text_or(value, &["path", "src", "feature"])),
            excerpt: text("excerpt"),
            date: text("date"),
            lang: text("lang"),
            published: find(&all, "published").and_then(Value::as_bool),
            all,
        }
    }
}

fn find<'all>(all: &'all [(String, Value)], key: &str) -> Option<&'all Value> {
    all.iter()
        .find(|(name, _)| name == key)
        .map(|(_, value)| value)
}

fn text_or(value: &Value, keys: &[&str]) -> Option<String> {
    let inner = || {
        keys.iter()
            .find_map(|key| value.get(key).and_then(Value::as_text))
    };
    value.as_text().or_else(inner)
}

/// `pluralized_array_from_hash`: the singular key whole, or else the plural key.
fn pluralized(all: &[(String, Value)], singular: &str, plural: &str) -> Vec<String> {
    match find(all, singular) {
        Some(value) if !matches!(value, Value::Null | Value::Bool(false)) => flatten(value),
        _ => match find(all, plural) {
            Some(Value::Text(text)) => words(text),
            Some(list @ Value::List(_)) => flatten(list),
            _ => Vec::new(),
        },
    }
}

/// `merge_categories!` and then `populate_categories`.
fn categories(all: &[(String, Value)]) -> Vec<String> {
    let mut found = match find(all, "categories") {
        Some(Value::Text(text)) => words(text),
        Some(list @ Value::List(_)) => flatten(list),
        _ => Vec::new(),
    };
    found.extend(pluralized(all, "category", "categories"));
    let mut unique = Vec::new();
    for category in found {
        if !unique.contains(&category) {
            unique.push(category);
        }
    }
    unique
}

/// Ruby's `split`: at ASCII white space.
fn words(text: &str) -> Vec<String> {
    text.split_ascii_whitespace().map(str::to_owned).collect()
}

fn flatten(value: &Value) -> Vec<String> {
    match value {
        Value::List(items) => items
            .iter()
            .flat_map(|Node { value, .. }| flatten(value))
            .collect(),
        other => other.as_text().into_iter().collect(),
    }
}

fn unclosed() -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        code: "front-matter-unclosed",
        file: None,
        line: Some(1),
        last_line: None,
        message: "the front matter is opened by `---` and never closed".to_owned(),
        hint: Some("put a line of three dashes after the last key".to_owned()),
        fix: None,
    }
}

fn unreadable(error: &psych::YamlError, first_line: usize) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        code: "front-matter-unreadable",
        file: None,
        line: Some(first_line + error.line - 1),
        last_line: None,
        message: format!("Jekyll cannot read the front matter: {}", error.message),
        hint: Some(error.hint.unwrap_or("correct this line").to_owned()),
        fix: None,
    }
}

fn repeated_key(yaml: &str, first_line: usize, (key, offset): &(String, usize)) -> Diagnostic {
    Diagnostic {
        severity: Severity::Warning,
        code: "front-matter-repeated-key",
        file: None,
        line: Some(first_line + yaml[..*offset].matches('\n').count()),
        last_line: None,
        message: format!("`{key}` is given again here; Jekyll reads only the last one"),
        hint: Some("remove the one that is not meant".to_owned()),
        fix: None,
    }
}
