//! How layouts and includes turn a key of front matter into the address of a picture.
//!
//! Not a Liquid interpreter: it follows `{{ page.key | filter }}`, `assign` and `capture` as far
//! as themes use them for covers, and says when it cannot tell.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::references::COVER_KEYS;

/// Where a layout puts a picture; the greater shows it better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Showing {
    /// Somewhere that is not recognised, such as an include's argument.
    Elsewhere,
    /// In the head, for those who share the page.
    Meta,
    /// As a background of the page.
    Background,
    /// As an `<img>`.
    Picture,
}

/// What a layout writes in front of a key's value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Front {
    /// Text directly in front of the value, such as `/images/`.
    pub prefix: String,
    /// Whether `baseurl` comes before that.
    pub baseurl: bool,
    /// Whether something stands there that only a build would tell, such as `site.cdn`.
    pub unknown: bool,
}

/// One place where a template shows a key of front matter as a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverUse {
    /// The key, one of [`COVER_KEYS`].
    pub key: String,
    /// What is put before its value.
    pub front: Front,
    /// Where it is shown.
    pub showing: Showing,
}

/// Every place where a template shows one of [`COVER_KEYS`] of a page or post.
pub fn cover_uses(template: &str) -> Vec<CoverUse> {
    static OUTPUT: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?s)\{\{-?\s*(.*?)\s*-?\}\}").ok());
    let Some(output) = OUTPUT.as_ref() else {
        return Vec::new();
    };
    let variables = variables(template);
    let outputs: Vec<(Range<usize>, &str)> = output
        .captures_iter(template)
        .filter_map(|parts| Some((parts.get(0)?.range(), parts.get(1)?.as_str())))
        .collect();
    let mut found = Vec::new();
    for (range, expression) in &outputs {
        for (key, own) in evaluate(expression, &variables) {
            let (start, before) = front_of(template, range.start, &outputs);
            let front = Front {
                prefix: format!("{}{}", before.prefix, own.prefix),
                baseurl: before.baseurl || own.baseurl,
                unknown: before.unknown || own.unknown,
            };
            found.push(CoverUse {
                key,
                front,
                showing: showing(&template[..start]),
            });
        }
    }
    found
}

type Variables = BTreeMap<String, Vec<(String, Front)>>;

fn variables(template: &str) -> Variables {
    static ASSIGN: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?s)\{%-?\s*assign\s+([\w-]+)\s*=\s*(.*?)\s*-?%\}").ok());
    static CAPTURE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?s)\{%-?\s*capture\s+([\w-]+)\s*-?%\}(.*?)\{\{-?\s*([^}]*?)\s*-?\}\}\s*\{%-?\s*endcapture",
        )
        .ok()
    });
    let mut known = Variables::new();
    if let Some(pattern) = ASSIGN.as_ref() {
        for parts in pattern.captures_iter(template) {
            let uses = evaluate(&parts[2], &known);
            if !uses.is_empty() {
                known.entry(parts[1].to_owned()).or_default().extend(uses);
            }
        }
    }
    if let Some(pattern) = CAPTURE.as_ref() {
        for parts in pattern.captures_iter(template) {
            let mut uses = evaluate(&parts[3], &known);
            for (_, front) in &mut uses {
                prepend_text(front, parts[2].trim());
            }
            if !uses.is_empty() {
                known.entry(parts[1].to_owned()).or_default().extend(uses);
            }
        }
    }
    known
}

/// Text with outputs in it, such as `{{ site.baseurl }}/images/`, put before a value.
fn prepend_text(front: &mut Front, text: &str) {
    match text.rfind("}}") {
        Some(end) => {
            front.prefix.insert_str(0, &text[end + 2..]);
            prepend_value(front, text);
        }
        None => front.prefix.insert_str(0, text),
    }
}

/// The keys an expression may print, each with what its filters put in front.
fn evaluate(expression: &str, variables: &Variables) -> Vec<(String, Front)> {
    let mut parts = split_outside_quotes(expression, '|').into_iter();
    let first = parts.next().unwrap_or_default();
    let mut values = named(first.trim(), variables);
    let mut literal = quoted(first.trim()).map(str::to_owned);
    for filter in parts {
        let (name, argument) = filter.split_once(':').unwrap_or((filter, ""));
        let argument = argument.trim();
        match name.trim() {
            "relative_url" | "absolute_url" => {
                for (_, front) in &mut values {
                    front.baseurl = true;
                }
            }
            "prepend" => {
                for (_, front) in &mut values {
                    match quoted(argument) {
                        Some(text) => front.prefix.insert_str(0, text),
                        None => prepend_value(front, argument),
                    }
                }
            }
            "append" => match (literal.as_mut(), quoted(argument)) {
                (Some(text), Some(more)) => text.push_str(more),
                _ if values.is_empty() => {
                    values = appended(first, argument, literal.as_deref(), variables);
                }
                _ => {}
            },
            "default" => values.extend(named(argument, variables)),
            _ => {}
        }
    }
    values
}

/// `"/images/" | append: page.image`, or `site.baseurl | append: page.image`.
fn appended(
    first: &str,
    argument: &str,
    literal: Option<&str>,
    variables: &Variables,
) -> Vec<(String, Front)> {
    let mut values = named(argument, variables);
    for (_, front) in &mut values {
        match literal {
            Some(text) => front.prefix.insert_str(0, text),
            None => prepend_value(front, first),
        }
    }
    values
}

fn prepend_value(front: &mut Front, expression: &str) {
    if expression.contains("baseurl")
        || expression.contains("base_path")
        || expression.contains("base_url")
        || expression.contains("relative_url")
        || expression.contains("absolute_url")
    {
        front.baseurl = true;
    } else if !expression.contains("site.url") {
        front.unknown = true;
    }
}

/// The cover key that `page.image` or a variable stands for.
fn named(expression: &str, variables: &Variables) -> Vec<(String, Front)> {
    if let Some(uses) = variables.get(expression) {
        return uses.clone();
    }
    for owner in ["page.", "post.", "include.post.", "layout.", "document."] {
        if let Some(key) = expression.strip_prefix(owner) {
            // `page["cover-img"]` is rare enough to leave to the posts.
            let known = COVER_KEYS.iter().find(|known| **known == key);
            return known
                .map(|key| ((*key).to_owned(), Front::default()))
                .into_iter()
                .collect();
        }
    }
    Vec::new()
}

fn quoted(text: &str) -> Option<&str> {
    ['"', '\'']
        .into_iter()
        .find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote))
}

fn split_outside_quotes(text: &str, separator: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut quote = None;
    let mut start = 0;
    for (index, character) in text.char_indices() {
        match quote {
            Some(open) if open == character => quote = None,
            None if character == '"' || character == '\'' => quote = Some(character),
            None if character == separator => {
                parts.push(&text[start..index]);
                start = index + character.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

/// What stands before an output within its attribute value, and where that value begins.
fn front_of(template: &str, at: usize, outputs: &[(Range<usize>, &str)]) -> (usize, Front) {
    let mut front = Front::default();
    let mut start = at;
    while start > 0 {
        if let Some((range, expression)) = outputs.iter().find(|(range, _)| range.end == start) {
            match quoted(split_outside_quotes(expression, '|')[0].trim()) {
                Some(text) => {
                    front.prefix.insert_str(0, text);
                    front.baseurl |= expression.contains("_url");
                }
                None => prepend_value(&mut front, expression),
            }
            start = range.start;
            continue;
        }
        let Some(character) = template[..start].chars().next_back() else {
            break;
        };
        if character.is_whitespace() || "\"'(<>=}".contains(character) {
            break;
        }
        front.prefix.insert(0, character);
        start -= character.len_utf8();
    }
    (start, front)
}

fn showing(before: &str) -> Showing {
    let before = before.trim_end_matches(['"', '\'', ' ']);
    let attribute = before.to_ascii_lowercase();
    let tag = attribute.rfind('<').map_or("", |open| &attribute[open..]);
    let ends_with = |ends: &[&str]| ends.iter().any(|end| attribute.ends_with(end));
    if ends_with(&["url("]) {
        Showing::Background
    } else if ends_with(&["src=", "srcset="]) && tag.starts_with("<img") {
        Showing::Picture
    } else if ends_with(&["content="]) || tag.starts_with("<meta") {
        Showing::Meta
    } else if ends_with(&["src=", "data-src=", "data-background="]) {
        Showing::Background
    } else {
        Showing::Elsewhere
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Showing::{Background, Meta, Picture};

    type Case = (&'static str, &'static str, &'static str, bool, Showing);

    /// A template, then the key, the text before its value, `baseurl`, and where it shows.
    const CASES: [Case; 11] = [
        (
            r#"<img src="{{ site.baseurl }}/images/{{ page.image }}">"#,
            "image",
            "/images/",
            true,
            Picture,
        ),
        (
            r#"<img class="x" src="{{ page.image | relative_url }}" alt="">"#,
            "image",
            "",
            true,
            Picture,
        ),
        (
            r#"<img src='{{ "/assets/img/" | append: page.img | prepend: site.baseurl }}'>"#,
            "img",
            "/assets/img/",
            true,
            Picture,
        ),
        (
            r#"<img src="{{ page.image | prepend: '/images/' | prepend: site.baseurl | prepend: site.url }}">"#,
            "image",
            "/images/",
            true,
            Picture,
        ),
        (
            r#"<div style="background-image: url('{{ site.baseurl }}/{{ page.background }}')">"#,
            "background",
            "/",
            true,
            Background,
        ),
        (
            "{% assign cover = page.header.image | relative_url %}<img src=\"{{ cover }}\">",
            "header.image",
            "",
            true,
            Picture,
        ),
        (
            "{% capture c %}{{ site.baseurl }}/img/{{ page.cover }}{% endcapture %}<img src={{ c }}>",
            "cover",
            "/img/",
            true,
            Picture,
        ),
        (
            r#"<meta property="og:image" content="{{ page.image | absolute_url }}">"#,
            "image",
            "",
            true,
            Meta,
        ),
        (
            r#"<img src="{{ "/images/" | relative_url }}{{ post.image }}">"#,
            "image",
            "/images/",
            true,
            Picture,
        ),
        (
            r#"<img src="{{ page.image }}">"#,
            "image",
            "",
            false,
            Picture,
        ),
        (
            r#"{% assign src = page.image.path | default: page.image %}<img src="{{ src | relative_url }}">"#,
            "image",
            "",
            true,
            Picture,
        ),
    ];

    #[test]
    fn covers_in_templates() {
        for (template, key, prefix, baseurl, showing) in CASES {
            let uses = cover_uses(template);
            let wanted = CoverUse {
                key: key.to_owned(),
                front: Front {
                    prefix: prefix.to_owned(),
                    baseurl,
                    unknown: false,
                },
                showing,
            };
            assert!(uses.contains(&wanted), "{template}: {uses:?}");
        }
    }
}
