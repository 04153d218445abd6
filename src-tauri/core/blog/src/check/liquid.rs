//! Liquid in a body: what stops the build, and what vanishes from the page.

use std::ops::Range;
use std::sync::LazyLock;

use faircopy_entry::diagnostic::{Diagnostic, Fix, Severity};
use faircopy_entry::edit::TextEdit;
use regex::Regex;

use super::finding;
use crate::post::Post;
use crate::references;

mod blog;
mod syntax;
mod tags;

pub use blog::Blog;
use tags::Tags;

/// Whether a text still has a placeholder of our templates, or filler.
pub(super) fn is_placeholder(text: &str) -> bool {
    static NAMES: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"\{\{-?\s*(?:author|topic|title|date|excerpt|layout|category|series(?:\.\w+)?)\s*(?:\|[^}]*)?-?\}\}")
            .ok()
    });
    NAMES.as_ref().is_some_and(|names| names.is_match(text))
        || text.to_ascii_lowercase().contains("lorem ipsum")
}

/// Checks the tags and outputs of a body; `blog` says what its tags find there.
pub(super) fn check(post: &Post<'_>, blog: Option<&Blog<'_>>, found: &mut Vec<Diagnostic>) {
    let body = post.body();
    if !body.contains("{{") && !body.contains("{%") {
        if let Some(at) = body.to_ascii_lowercase().find("lorem ipsum") {
            placeholder(post, at, found);
        }
        return;
    }
    let code = references::code_ranges(body);
    let mut tags = Tags::new(post, blog);
    let mut at = 0;
    while let Some(start) = next_construct(body, at) {
        let is_tag = body[start..].starts_with("{%");
        let Some(end) = end_of(body, start, is_tag) else {
            let end_mark = if is_tag { "%}" } else { "}}" };
            unterminated(post, start, end_mark, found);
            break;
        };
        let range = start..end;
        let in_comment = tags.in_comment();
        at = end;
        if is_tag && let Some(next) = tags.take(&range, found) {
            at = next;
        }
        if in_comment {
            continue;
        }
        let inside = body[start + 2..end - 2].trim_matches(['-', ' ', '\t', '\n', '\r']);
        if is_placeholder(&body[range.clone()]) {
            placeholder(post, start, found);
        } else if code.iter().any(|code| code.contains(&start)) && !is_tag_pair(inside, is_tag) {
            in_code(post, &range, &code, found);
        }
    }
    tags.finish(found);
}

/// The offset behind a tag or output that starts at `start`; none where it has no end.
///
/// Source: `TemplateParser` in `lib/liquid.rb`: an output ends at its first brace, whatever follows.
fn end_of(body: &str, start: usize, is_tag: bool) -> Option<usize> {
    let rest = &body[start..];
    if is_tag {
        return Some(start + rest.find("%}")? + 2);
    }
    let brace = rest.find('}')?;
    rest[brace..].starts_with("}}").then_some(start + brace + 2)
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

fn in_code(
    post: &Post<'_>,
    range: &Range<usize>,
    code: &[Range<usize>],
    found: &mut Vec<Diagnostic>,
) {
    let told = finding(
        Severity::Warning,
        "liquid-in-code",
        Some(post.line_of(post.split.body + range.start)),
        format!(
            "Jekyll runs `{}` although it stands in code.",
            &post.body()[range.clone()]
        ),
        "Put the code between {% raw %} and {% endraw %}.",
    );
    found.push(told.with_fix(kept_raw(post, range, code)));
}

/// Has Jekyll leave alone all that looks like Liquid in the piece of code around `range`.
///
/// Only where the code is marked as such: what is merely indented may be meant to run.
fn kept_raw(post: &Post<'_>, range: &Range<usize>, code: &[Range<usize>]) -> Option<Fix> {
    let body = post.body();
    let code = code.iter().find(|code| code.contains(&range.start))?;
    let written = &body[code.clone()];
    if !written.starts_with(['`', '~'])
        || ["raw", "comment", "highlight"]
            .iter()
            .any(|name| names_tag(written, name))
    {
        return None;
    }
    let mut end = range.end;
    while let Some(next) = next_construct(body, end).filter(|next| code.contains(next)) {
        end = end_of(body, next, body[next..].starts_with("{%"))?;
    }
    let put = |at: usize, text: &str| TextEdit {
        range: post.split.body + at..post.split.body + at,
        text: text.to_owned(),
    };
    let edits = vec![put(range.start, "{% raw %}"), put(end, "{% endraw %}")];
    Fix::new("Keep Jekyll out of this code", edits).filter(|_| end < code.end)
}

/// Whether a text has a tag of this name, or its end.
fn names_tag(text: &str, name: &str) -> bool {
    let mut tags = text.split("{%").skip(1);
    tags.any(|tag| {
        let first = tag.trim_start_matches('-').split_whitespace().next();
        first.is_some_and(|first| first.trim_start_matches("end").starts_with(name))
    })
}
