//! How each tag has to be written. Sources: the `Syntax` expressions in `lib/liquid/tags` of
//! Liquid 4, and `lib/jekyll/tags`.

use std::sync::LazyLock;

use regex::Regex;

use super::blog::Missing;

/// A value of Liquid (`QuotedFragment`).
const VALUE: &str = r#"(?:"[^"]*"|'[^']*'|(?:[^\s,|'"]|"[^"]*"|'[^']*')+)"#;

/// The operators of a condition (`lib/liquid/condition.rb`).
const OPERATORS: [&str; 8] = ["==", "!=", "<>", "<", ">", "<=", ">=", "contains"];

/// How a tag is to be written, where its markup is such that Liquid does not even read it.
pub(super) fn check(name: &str, markup: &str) -> Option<&'static str> {
    let (pattern, valid) = match name {
        "if" => (value(), "if condition"),
        "unless" => (value(), "unless condition"),
        "elsif" => (value(), "elsif condition"),
        "case" => (value(), "case value"),
        "when" => (value(), "when value"),
        "cycle" => (value(), "cycle 'one', 'two'"),
        "for" => (loop_head(), "for item in items"),
        "tablerow" => (loop_head(), "tablerow item in items"),
        "assign" => (assignment(), "assign name = value"),
        "capture" => (named(), "capture name"),
        "highlight" => (language(), "highlight language"),
        "raw" => (nothing(), "raw"),
        "post_url" => (post_name(), "post_url YYYY-MM-DD-title"),
        "include" | "include_relative" => return include(name, markup),
        _ => return None,
    };
    (!pattern?.is_match(markup)).then_some(valid)
}

/// What stops a tag that can be read, once it runs, whatever the blog.
pub(super) fn at_work(name: &str, markup: &str) -> Option<Missing> {
    match name {
        "render" => Some(Missing {
            code: "liquid-render",
            what: "Jekyll has no files for the Liquid tag `render`".to_owned(),
            hint: "Use `include`.".to_owned(),
            uncertain: false,
        }),
        "if" | "unless" | "elsif" => operator(markup),
        _ => None,
    }
}

/// A word between two values that compares nothing.
fn operator(markup: &str) -> Option<Missing> {
    static CONDITION: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(&format!(r"\A\s*{VALUE}\s*([=!<>a-z_]+)?\s*{VALUE}?")).ok());
    static JOINTS: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r#""[^"]*"|'[^']*'|\b(?:and|or)\b"#).ok());
    let mut conditions = Vec::new();
    let mut from = 0;
    for joint in JOINTS.as_ref()?.find_iter(markup) {
        if matches!(joint.as_str(), "and" | "or") {
            conditions.push(&markup[from..joint.start()]);
            from = joint.end();
        }
    }
    conditions.push(&markup[from..]);
    let condition = CONDITION.as_ref()?;
    let wrong = conditions.into_iter().find_map(|text| {
        let operator = condition.captures(text)?.get(1)?.as_str();
        (!OPERATORS.contains(&operator)).then_some(operator)
    })?;
    Some(Missing {
        code: "liquid-operator",
        what: format!("`{wrong}` compares nothing in Liquid"),
        hint: "Liquid compares with ==, !=, <, >, <=, >= and contains.".to_owned(),
        uncertain: false,
    })
}

/// Source: `validate_params` and `validate_file_name` in `lib/jekyll/tags/include.rb`.
fn include(name: &str, markup: &str) -> Option<&'static str> {
    static PARAMETERS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let value = r#"(?:"[^"\\]*(?:\\.[^"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*'|[\w.-]+)"#;
        Regex::new(&format!(r"\A\s*(?:[\w-]+\s*=\s*{value}(?:\s+|\z))*\z")).ok()
    });
    let (file, parameters) = include_parts(markup);
    let read = PARAMETERS.as_ref()?.is_match(parameters);
    let named = is_made(file) || is_include_name(file);
    let valid = match name {
        "include" => "include file.html name=\"value\"",
        _ => "include_relative file.md name=\"value\"",
    };
    (!read || !named).then_some(valid)
}

/// The file that an `include` names, and its parameters.
pub(super) fn include_parts(markup: &str) -> (&str, &str) {
    static MADE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?s)\A([^{]*(?:\{\{\s*[\w\-.]+\s*(?:\|.*)?\}\}[^\s{}]*)+)(.*)\z").ok()
    });
    let made = MADE.as_ref().and_then(|made| made.captures(markup));
    if let Some(parts) = made
        && let (Some(file), Some(rest)) = (parts.get(1), parts.get(2))
    {
        return (file.as_str().trim(), rest.as_str().trim());
    }
    let markup = markup.trim();
    match markup.find(char::is_whitespace) {
        Some(end) => (&markup[..end], markup[end..].trim()),
        None => (markup, ""),
    }
}

/// Whether only the build makes this name.
pub(super) fn is_made(name: &str) -> bool {
    name.contains("{{")
}

fn is_include_name(name: &str) -> bool {
    static CHARACTERS: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"\A[\w/.\-()+~#@]+\z").ok());
    static SEQUENCES: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("[./]{2,}").ok());
    let has = |pattern: &LazyLock<Option<Regex>>| {
        pattern
            .as_ref()
            .is_some_and(|pattern| pattern.is_match(name))
    };
    has(&CHARACTERS) && !has(&SEQUENCES)
}

/// The day and the rest of the name that a `post_url` gives.
pub(super) fn post_parts(markup: &str) -> Option<(&str, &str)> {
    let parts = post_name()?.captures(markup)?;
    Some((parts.get(1)?.as_str(), parts.get(2)?.as_str()))
}

type Pattern = Option<&'static Regex>;

fn value() -> Pattern {
    static PATTERN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(VALUE).ok());
    PATTERN.as_ref()
}

fn loop_head() -> Pattern {
    static PATTERN: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(&format!(r"\A[\w\-]+\s+in\s+{VALUE}")).ok());
    PATTERN.as_ref()
}

fn assignment() -> Pattern {
    static PATTERN: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"[\w\-.\[\]()]\s*=").ok());
    PATTERN.as_ref()
}

fn named() -> Pattern {
    static PATTERN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[\w\-.\[\]]").ok());
    PATTERN.as_ref()
}

fn language() -> Pattern {
    static PATTERN: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r#"\A[a-zA-Z0-9.+#_-]+(?:\s+\w+(?:=(?:\w+|"(?:[0-9]+\s)*[0-9]+"))?)*\z"#).ok()
    });
    PATTERN.as_ref()
}

fn nothing() -> Pattern {
    static PATTERN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\A\s*\z").ok());
    PATTERN.as_ref()
}

fn post_name() -> Pattern {
    static PATTERN: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"\A/?(?:.+/)?(\d+-\d+-\d+)-(.*)\z").ok());
    PATTERN.as_ref()
}
