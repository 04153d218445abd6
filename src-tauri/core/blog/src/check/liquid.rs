//! Liquid in a body: what stops the build, and what vanishes from the page.

use std::ops::Range;
use std::sync::LazyLock;

use faircopy_entry::diagnostic::{Diagnostic, Severity};
use regex::Regex;

use super::finding;
use crate::post::Post;
use crate::references;

/// Tags that need an end of their own; those of Liquid and Jekyll, not of plugins.
const BLOCKS: [&str; 9] = [
    "if",
    "unless",
    "for",
    "case",
    "capture",
    "comment",
    "raw",
    "highlight",
    "tablerow",
];

/// Whether a text still has a placeholder of our templates, or filler.
pub(super) fn is_placeholder(text: &str) -> bool {
    static NAMES: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"\{\{-?\s*(?:author|topic|title|date|excerpt|layout|category|series(?:\.\w+)?)\s*(?:\|[^}]*)?-?\}\}")
            .ok()
    });
    NAMES.as_ref().is_some_and(|names| names.is_match(text))
        || text.to_ascii_lowercase().contains("lorem ipsum")
}

/// Checks the tags and outputs of a body.
pub(super) fn check(post: &Post<'_>, found: &mut Vec<Diagnostic>) {
    let body = post.body();
    if !body.contains("{{") && !body.contains("{%") {
        if let Some(at) = body.to_ascii_lowercase().find("lorem ipsum") {
            placeholder(post, at, found);
        }
        return;
    }
    let code = references::code_ranges(body);
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut at = 0;
    while let Some(start) = next_construct(body, at) {
        let is_tag = body[start..].starts_with("{%");
        let end_mark = if is_tag { "%}" } else { "}}" };
        let Some(length) = body[start..].find(end_mark) else {
            unterminated(post, start, end_mark, found);
            break;
        };
        let inside = body[start + 2..start + length].trim_matches(['-', ' ', '\t', '\n', '\r']);
        let range = start..start + length + 2;
        at = range.end;
        if is_tag {
            let name = inside.split_whitespace().next().unwrap_or_default();
            if let Some(next) = tag(post, name, &range, &mut open, found) {
                at = next;
            }
        }
        if is_placeholder(&body[range.clone()]) {
            placeholder(post, start, found);
        } else if code.iter().any(|code| code.contains(&start)) && !is_tag_pair(inside, is_tag) {
            in_code(post, &range, found);
        }
    }
    for (name, start) in open {
        found.push(finding(
            Severity::Error,
            "liquid-unclosed",
            Some(post.line_of(post.split.body + start)),
            format!("The Liquid tag `{name}` is never closed, and Jekyll stops there."),
            format!("Add {{% end{name} %}}."),
        ));
    }
}

/// Opens or closes a block; answers where to go on behind a `raw` or `comment`, whose content is
/// not Liquid.
fn tag<'a>(
    post: &Post<'a>,
    name: &'a str,
    range: &Range<usize>,
    open: &mut Vec<(&'a str, usize)>,
    found: &mut Vec<Diagnostic>,
) -> Option<usize> {
    let body = post.body();
    if name == "raw" || name == "comment" {
        let ending = end_of(body, range.end, name);
        if ending.is_none() {
            open.push((name, range.start));
        }
        return Some(ending.unwrap_or(body.len()));
    }
    if BLOCKS.contains(&name) {
        open.push((name, range.start));
    } else if let Some(closed) = name.strip_prefix("end") {
        if open.last().is_some_and(|(name, _)| *name == closed) {
            open.pop();
        } else if BLOCKS.contains(&closed) {
            found.push(finding(
                Severity::Error,
                "liquid-unopened",
                Some(post.line_of(post.split.body + range.start)),
                format!("The Liquid tag `{name}` closes nothing, and Jekyll stops there."),
                "Remove it, or open its block before.",
            ));
        }
    }
    None
}

/// The offset behind `{% endNAME %}`.
fn end_of(body: &str, from: usize, name: &str) -> Option<usize> {
    static ENDING: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"\{%-?\s*end(raw|comment)\s*-?%\}").ok());
    ENDING
        .as_ref()?
        .captures_iter(&body[from..])
        .find(|parts| &parts[1] == name)
        .and_then(|parts| Some(from + parts.get(0)?.end()))
}

fn next_construct(body: &str, at: usize) -> Option<usize> {
    let rest = &body[at..];
    let first = [rest.find("{{"), rest.find("{%")];
    first.into_iter().flatten().min().map(|found| at + found)
}

/// Tags around code, such as `highlight`, that are no part of it.
fn is_tag_pair(inside: &str, is_tag: bool) -> bool {
    let name = inside.split_whitespace().next().unwrap_or_default();
    is_tag && matches!(name, "raw" | "highlight" | "endhighlight" | "comment")
}

fn unterminated(post: &Post<'_>, start: usize, end_mark: &str, found: &mut Vec<Diagnostic>) {
    let opened = &post.body()[start..start + 2];
    found.push(finding(
        Severity::Error,
        "liquid-unterminated",
        Some(post.line_of(post.split.body + start)),
        format!("`{opened}` has no `{end_mark}`, and Jekyll stops there."),
        "Close it, or put the text between {% raw %} and {% endraw %}.",
    ));
}

fn placeholder(post: &Post<'_>, at: usize, found: &mut Vec<Diagnostic>) {
    found.push(finding(
        Severity::Warning,
        "placeholder",
        Some(post.line_of(post.split.body + at)),
        "There is text of the template that was never filled in.",
        "Replace it by your own.",
    ));
}

fn in_code(post: &Post<'_>, range: &Range<usize>, found: &mut Vec<Diagnostic>) {
    found.push(finding(
        Severity::Warning,
        "liquid-in-code",
        Some(post.line_of(post.split.body + range.start)),
        format!(
            "Jekyll runs `{}` although it stands in code.",
            &post.body()[range.clone()]
        ),
        "Put the code between {% raw %} and {% endraw %}.",
    ));
}
