//! The first paragraph of a body as plain text, to offer as the excerpt.
//!
//! The rule is Faircopy's own; Jekyll's automatic excerpt is the same paragraph as HTML.

use std::sync::LazyLock;

use regex::{Captures, Regex};

/// Takes the first real paragraph: headings, comments, images, lists' markers, code, tables and
/// Liquid tags are passed over, Markdown's inline marks taken out, lines joined.
///
/// Empty when there is no such paragraph.
pub fn first_paragraph(body: &str) -> String {
    let mut lines = Vec::new();
    let mut skipping: Option<&str> = None;
    for line in body.lines() {
        let trimmed = line.trim();
        if let Some(end) = skipping {
            if trimmed.contains(end) {
                skipping = None;
            }
            continue;
        }
        if let Some(end) = opens_skipped(trimmed) {
            skipping = Some(end);
            continue;
        }
        if trimmed.is_empty() || is_no_text(line, trimmed) {
            if lines.is_empty() {
                continue;
            }
            if is_underline(trimmed) {
                lines.clear();
                continue;
            }
            break;
        }
        lines.push(trimmed);
    }
    strip(&lines.join("\n"))
}

/// What ends the block that this line opens, when it opens one that is passed over.
fn opens_skipped(line: &str) -> Option<&'static str> {
    let pairs = [
        ("```", "```"),
        ("~~~", "~~~"),
        ("<!--", "-->"),
        ("{% comment", "endcomment"),
        ("{% highlight", "endhighlight"),
        ("{% raw", "endraw"),
        ("{::comment}", "{:/"),
        ("$$", "$$"),
    ];
    let (start, end) = pairs
        .into_iter()
        .find(|(start, _)| line.starts_with(start))?;
    (!line[start.len()..].contains(end)).then_some(end)
}

/// Whether a line is a heading, an image alone, a rule, a tag alone, a table or a list's mark.
fn is_no_text(line: &str, trimmed: &str) -> bool {
    let is_code = line.starts_with("    ") || line.starts_with('\t');
    let is_tag =
        trimmed.starts_with("{%") || trimmed.starts_with("{:") || trimmed.starts_with("<!--");
    let is_heading =
        trimmed.starts_with('#') && trimmed.trim_start_matches('#').starts_with([' ', '\t']);
    let is_table = trimmed.starts_with('|');
    let is_fence =
        trimmed.starts_with("```") || trimmed.starts_with("~~~") || trimmed.starts_with("$$");
    is_code
        || is_rule(trimmed)
        || is_tag
        || is_heading
        || is_table
        || is_fence
        || is_underline(trimmed)
        || strip(trimmed).is_empty()
}

/// A line of three or more stars, dashes or underscores.
fn is_rule(trimmed: &str) -> bool {
    let is_made_of = |sign: char| {
        trimmed.chars().all(|c| c == sign || c == ' ') && trimmed.matches(sign).count() > 2
    };
    is_made_of('*') || is_made_of('-') || is_made_of('_')
}

fn is_underline(trimmed: &str) -> bool {
    !trimmed.is_empty() && (trimmed.chars().all(|c| c == '=') || trimmed.chars().all(|c| c == '-'))
}

type Rule = (Option<Regex>, &'static str);

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    [
        (r"(?s)<!--.*?-->", ""),
        (r"(?s)\{%.*?%\}", ""),
        (r"(?s)\{:[^}\n]*\}", ""),
        (r"!\[[^\]]*\](?:\([^)\n]*\)|\[[^\]]*\])?", ""),
        (r"\[\^[^\]]+\]", ""),
        (r"\[([^\]\[]*)\]\([^)\n]*\)", "$1"),
        (r"\[([^\]\[]+)\]\[[^\]]*\]", "$1"),
        (r"<(https?://[^>\s]+)>", "$1"),
        (r"</?[A-Za-z][^>]*>", ""),
        (r"`+([^`]+)`+", "$1"),
        (r"(?m)^\s*(?:>|[-*+]|\d+[.)])\s+", ""),
        (r"\*\*([^*]+)\*\*", "$1"),
        (r"(^|\W)__([^_]+)__(\W|$)", "$1$2$3"),
        (r"\*([^*\s][^*]*)\*", "$1"),
        (r"(^|\W)_([^_]+)_(\W|$)", "$1$2$3"),
        (r"~~([^~]+)~~", "$1"),
        (r"\s+", " "),
    ]
    .into_iter()
    .map(|(pattern, with)| (Regex::new(pattern).ok(), with))
    .collect()
});

static ESCAPED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"\\([\\`*_{}\[\]()#+.!~<>|"'-])"#).ok());

/// Where the marks that the author escaped wait while the other marks are taken out.
const PARKED: u32 = 0xF_0000;

fn strip(text: &str) -> String {
    let park = |found: &Captures| {
        char::from_u32(PARKED + found[1].chars().next().map_or(0, u32::from))
            .map_or(String::new(), String::from)
    };
    let mut plain = match ESCAPED.as_ref() {
        Some(pattern) => pattern.replace_all(text, park).into_owned(),
        None => text.to_owned(),
    };
    for (pattern, with) in RULES.iter() {
        if let Some(pattern) = pattern {
            plain = pattern.replace_all(&plain, *with).into_owned();
        }
    }
    plain.trim().chars().map(unpark).collect()
}

fn unpark(character: char) -> char {
    let code = u32::from(character);
    if (PARKED..PARKED + 128).contains(&code) {
        char::from_u32(code - PARKED).unwrap_or(character)
    } else {
        character
    }
}
