//! Values that are meant as text and that YAML takes for something else.

use faircopy_entry::diagnostic::{Diagnostic, Fix, Severity};
use faircopy_entry::edit::{self, NewValue, TextEdit};
use faircopy_entry::psych::{Node, Style, Value};

use super::finding;
use crate::post::Post;

/// Keys whose value pages show as a text.
const TEXTS: [&str; 10] = [
    "title",
    "subtitle",
    "author",
    "description",
    "summary",
    "tagline",
    "excerpt",
    "image_alt",
    "lang",
    "slug",
];

/// Keys that hold words which posts are gathered by.
const WORDS: [&str; 4] = ["tag", "tags", "category", "categories"];

/// Looks at the values of an entry that are meant as text.
pub(super) fn check(post: &Post<'_>, found: &mut Vec<Diagnostic>) {
    for key in TEXTS {
        if let Some(node) = post.node(key)
            && let Some(written) = taken_otherwise(post, node, false)
        {
            found.push(told(post, key, node, written, || whole(post, key, written)));
        }
    }
    for key in WORDS {
        let Some(node) = post.node(key) else { continue };
        if let Some(written) = taken_otherwise(post, node, true) {
            found.push(told(post, key, node, written, || whole(post, key, written)));
        }
        for item in node.value.as_list().unwrap_or_default() {
            if let Some(written) = taken_otherwise(post, item, true) {
                found.push(told(post, key, item, written, || {
                    Some(item_of(post, item, written))
                }));
            }
        }
    }
}

/// What is written where YAML reads no text; `strict` where a number does harm even if it is
/// printed as it is written, as a word that others write as text.
fn taken_otherwise<'a>(post: &Post<'a>, node: &Node, strict: bool) -> Option<&'a str> {
    let start = post.yaml_start();
    let written = post
        .text
        .get(start + node.span.start..start + node.span.end)?;
    let same = || node.value.as_text().as_deref() == Some(written);
    let harms = match node.value {
        Value::Bool(_) | Value::Date(_) | Value::Time(_) => true,
        Value::Int(_) | Value::Float(_) => strict || !same(),
        _ => false,
    };
    (harms && node.style == Style::Plain).then(|| written.trim_end())
}

fn told(
    post: &Post<'_>,
    key: &str,
    node: &Node,
    written: &str,
    edits: impl FnOnce() -> Option<Vec<TextEdit>>,
) -> Diagnostic {
    let what = match &node.value {
        Value::Bool(flag) => format!("the truth value {flag}"),
        Value::Date(_) => "a day".to_owned(),
        Value::Time(_) => "a moment".to_owned(),
        other => format!("the number {}", other.as_text().unwrap_or_default()),
    };
    finding(
        Severity::Warning,
        "yaml-kind",
        Some(post.line_of(post.yaml_start() + node.span.start)),
        format!("YAML takes `{written}` at `{key}` for {what}, not for text."),
        "Put it in quotes.",
    )
    .with_fix(edits().and_then(|edits| Fix::new("Put it in quotes", edits)))
}

fn whole(post: &Post<'_>, key: &str, written: &str) -> Option<Vec<TextEdit>> {
    edit::set(post.text, key, &NewValue::Text(written.to_owned())).ok()
}

/// A word in quotes; what YAML takes for no text holds none itself.
fn item_of(post: &Post<'_>, item: &Node, written: &str) -> Vec<TextEdit> {
    let start = post.yaml_start() + item.span.start;
    vec![TextEdit {
        range: start..start + written.len(),
        text: format!("\"{written}\""),
    }]
}
