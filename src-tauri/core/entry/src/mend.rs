//! Puts right what keeps front matter from being read as meant, where only one thing can be meant.
//!
//! Each fix is tried before it is offered: what stood in the way no longer does, and what could be
//! read before reads the same.

use crate::diagnostic::Fix;
use crate::edit::{TextEdit, apply, quote};
use crate::psych::{self, Raw, RawKind, Value, YamlError};
use crate::split::FrontMatter;

/// What a tab in an indentation becomes.
const INDENT: &str = "  ";

/// A fix for front matter that cannot be read: tabs in indentations, or a text without the quotes
/// that it needs.
pub fn unreadable(text: &str, front_matter: &FrontMatter, error: &YamlError) -> Option<Fix> {
    let candidates = [
        Fix::new("Put blanks for the tabs", tabs(text, front_matter)),
        Fix::new(
            "Put the text in quotes",
            quotes(text, front_matter, error.line).into_iter().collect(),
        ),
    ];
    let mends = |fix: &Fix| {
        let grown = |edit: &TextEdit| (edit.text.len(), edit.range.len());
        let (added, gone) = fix
            .edits
            .iter()
            .map(grown)
            .fold((0, 0), |sum, next| (sum.0 + next.0, sum.1 + next.1));
        let end = front_matter.yaml.end + added - gone;
        let mended = apply(text, &fix.edits);
        match psych::read(&mended[front_matter.yaml.start..end]) {
            Ok(_) => true,
            Err(next) => {
                next.line > error.line && !is_indented_by_tab(text, front_matter, next.line)
            }
        }
    };
    candidates.into_iter().flatten().find(mends)
}

fn is_indented_by_tab(text: &str, front_matter: &FrontMatter, line: usize) -> bool {
    let line = text[front_matter.yaml.clone()].lines().nth(line - 1);
    line.is_some_and(|line| line.trim_start_matches(' ').starts_with('\t'))
}

/// Blanks in the place of each tab that a line of front matter is indented with.
fn tabs(text: &str, front_matter: &FrontMatter) -> Vec<TextEdit> {
    let mut edits = Vec::new();
    let mut at = front_matter.yaml.start;
    for line in text[front_matter.yaml.clone()].split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        edits.extend(line[..indent].match_indices('\t').map(|(tab, _)| TextEdit {
            range: at + tab..at + tab + 1,
            text: INDENT.to_owned(),
        }));
        at += line.len();
    }
    edits
}

/// Quotes around the value on a line, given as YAML's own 1-based number, where it can only be a text.
fn quotes(text: &str, front_matter: &FrontMatter, line: usize) -> Option<TextEdit> {
    let yaml = &text[front_matter.yaml.clone()];
    let mut lines = yaml.split_inclusive('\n');
    let before: usize = lines.by_ref().take(line - 1).map(str::len).sum();
    let written = lines.next()?;
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '-']).len();
    // What goes on below belongs to the value, too.
    let goes_on = lines
        .next()
        .is_some_and(|next| !next.trim().is_empty() && indent(next) > indent(written));
    let start = match written.split_once(':') {
        Some((key, rest)) if is_key(key) && rest.starts_with([' ', '\t']) => key.len() + 1,
        _ => return None,
    };
    let value = written[start..].trim();
    if goes_on || !is_prose(value) {
        return None;
    }
    let start = start + (written[start..].len() - written[start..].trim_start().len());
    let at = front_matter.yaml.start + before + start;
    Some(TextEdit {
        range: at..at + value.len(),
        text: quote::double(value),
    })
}

fn is_key(key: &str) -> bool {
    let name = key.trim_start_matches([' ', '-']);
    let plain = |character: char| character.is_alphanumeric() || "_-. ".contains(character);
    !name.is_empty() && name.chars().all(plain)
}

/// Whether a value that YAML does not read can only be meant as a text.
fn is_prose(value: &str) -> bool {
    // `[Part 1] Rain` is no list, but `[rain, sun` may be meant as one.
    let behind = |close: char| {
        let rest = value.rsplit_once(close).map(|(_, rest)| rest.trim());
        rest.is_some_and(|rest| !rest.is_empty())
    };
    match value.chars().next() {
        None | Some('"' | '\'' | '|' | '>' | '{') => false,
        Some('[') => behind(']'),
        Some(_) => !value.contains(" #"),
    }
}

/// A fix for a key that is given again at an offset of the YAML: its lines go, where the entry reads
/// the same without them.
pub fn repeated_key(text: &str, front_matter: &FrontMatter, offset: usize) -> Option<Fix> {
    let yaml = &text[front_matter.yaml.clone()];
    let document = psych::parse_raw(yaml).ok()?;
    let Some(Raw {
        kind: RawKind::Map(pairs),
        ..
    }) = &document.root
    else {
        return None;
    };
    let (key, value) = pairs.iter().find(|(key, _)| key.span.start == offset)?;
    let start = yaml[..key.span.start].rfind('\n').map_or(0, |at| at + 1);
    let end = value.span.end.max(key.span.end);
    let end = if yaml[..end].ends_with('\n') {
        end
    } else {
        let line = yaml[end..].find('\n').map_or(yaml.len(), |at| end + at + 1);
        // A comment is the author's.
        let rest = yaml[end..line].trim().trim_start_matches(':');
        if !rest.is_empty() {
            return None;
        }
        line
    };
    let left = [&yaml[..start], &yaml[end..]].concat();
    let (before, again_before) = psych::read_with_repeated_keys(yaml).ok()?;
    let (after, again_after) = psych::read_with_repeated_keys(&left).ok()?;
    let values = |entries: &[psych::Entry]| -> Vec<(String, Value)> {
        let pairs = entries.iter();
        pairs
            .map(|entry| (entry.key.clone(), entry.node.value.clone()))
            .collect()
    };
    if values(&before) != values(&after) || again_after.len() + 1 != again_before.len() {
        return None;
    }
    let base = front_matter.yaml.start;
    let edit = TextEdit {
        range: base + start..base + end,
        text: String::new(),
    };
    Fix::new("Remove the repetition", vec![edit])
}

#[cfg(test)]
mod tests {
    use crate::edit::apply;
    use crate::fields;

    /// The text once every problem of its front matter that can be put right is.
    fn mended(text: &str) -> String {
        let mut text = text.to_owned();
        for _ in 0..20 {
            let problems = fields::read(&text).problems;
            let Some(fix) = problems.into_iter().find_map(|problem| problem.fix) else {
                return text;
            };
            text = apply(&text, &fix.edits);
        }
        panic!("there is always something to put right: {text}");
    }

    #[test]
    fn front_matter_is_put_right_where_one_thing_can_be_meant() {
        let check = |yaml: &str, wanted: &str| {
            let text = |yaml: &str| format!("---\n{yaml}---\nText: a: b\n\tText\n");
            assert_eq!(mended(&text(yaml)), text(wanted));
            let crlf = |yaml: &str| text(yaml).replace('\n', "\r\n");
            assert_eq!(mended(&crlf(yaml)), crlf(wanted));
        };
        check("title: Diary 2: Rain\n", "title: \"Diary 2: Rain\"\n");
        check(
            "title: Say \"a\": b\nexcerpt: c: d\n",
            "title: \"Say \\\"a\\\": b\"\nexcerpt: \"c: d\"\n",
        );
        check("title: @home\n", "title: \"@home\"\n");
        check("title: [Part 1] Rain\n", "title: \"[Part 1] Rain\"\n");
        check("a:\n  title: b: c\n", "a:\n  title: \"b: c\"\n");
        check("a:\n\tb: c\n\t\td: e\n", "a:\n\tb: c\n\t\td: e\n");
        check("a:\n\tb: c\n\td: e\n", "a:\n  b: c\n  d: e\n");
        check("tags:\n\t- a\n\t- b\n", "tags:\n  - a\n  - b\n");
        check("a: 1\nb: 2\na: 1\n", "a: 1\nb: 2\n");
        check("a: [1]\na:\n  - 1\nb: 2\n", "a: [1]\nb: 2\n");
        for left in [
            "tags: [a, b\n",
            "title: a: b # c\n",
            "title: \"a\n",
            "title: a: b\n  c\n",
            "a: 1\na: 2\n",
            "a: 1\na: 1 # mine\n",
        ] {
            check(left, left);
        }
    }
}
