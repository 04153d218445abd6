//! Passages that stay with the author: comments that begin with the word `private`.
//!
//! Markdown shows a comment to no reader, but Jekyll writes it into the page's source for all to find.
//! So an export leaves these out, and stops where it cannot be sure to.

use std::ops::Range;
use std::sync::LazyLock;

use faircopy_entry::diagnostic::{Diagnostic, Severity};
use pulldown_cmark::{Event, Parser, Tag};
use regex::Regex;

use crate::check::finding;
use crate::post::Post;

static BEGIN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?i)<!--\s*private\b").ok());

/// The private passages of an entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Private {
    /// What an export leaves out, in bytes of the whole text.
    pub passages: Vec<Range<usize>>,
    /// What stops it.
    pub problems: Vec<Diagnostic>,
}

/// Finds the private passages of an entry.
pub(crate) fn find(post: &Post<'_>) -> Private {
    let mut private = Private::default();
    let (Some(begin), body) = (BEGIN.as_ref(), post.body()) else {
        return private;
    };
    if !begin.is_match(body) {
        return private;
    }
    let code = code_in(body);
    let mut at = 0;
    while let Some(mark) = begin.find_at(body, at) {
        at = mark.end();
        let line = Some(post.line_of(post.split.body + mark.start()));
        if code.iter().any(|range| range.contains(&mark.start())) {
            private.problems.push(finding(
                Severity::Error,
                "private-in-code",
                line,
                "A private passage stands in code, where it would be shown.",
                "Take it out of the code, or write &lt;!-- where it is an example.",
            ));
            continue;
        }
        let Some(end) = body[at..].find("-->").map(|end| at + end + 3) else {
            private.problems.push(finding(
                Severity::Error,
                "private-unclosed",
                line,
                "A private passage begins here and has no end.",
                "Write --> where it ends.",
            ));
            break;
        };
        at = end;
        let whole = with_its_lines(body, mark.start()..end);
        private
            .passages
            .push(post.split.body + whole.start..post.split.body + whole.end);
    }
    private
}

impl Private {
    /// What stops the export of `published`, which the passages were left out of.
    pub(crate) fn problems_of(self, published: &str) -> Vec<Diagnostic> {
        let mut problems = self.problems;
        let post = Post::read(published);
        let is_left = BEGIN
            .as_ref()
            .is_none_or(|begin| begin.is_match(post.body()));
        if is_left && problems.is_empty() {
            problems.push(finding(
                Severity::Error,
                "private-left",
                None,
                "A private passage would be left in the exported post.",
                "Let it stand on lines of its own in the text, as a comment.",
            ));
        }
        problems
    }
}

/// Code as CommonMark reads it; where kramdown reads otherwise, what is left over stops the export.
fn code_in(body: &str) -> Vec<Range<usize>> {
    Parser::new(body)
        .into_offset_iter()
        .filter_map(|(event, range)| match event {
            Event::Code(_) | Event::Start(Tag::CodeBlock(_)) => Some(range),
            _ => None,
        })
        .collect()
}

/// The passage with its lines, where nothing else stands on them, and with one of two blank lines around it.
fn with_its_lines(body: &str, passage: Range<usize>) -> Range<usize> {
    let start = body[..passage.start].rfind('\n').map_or(0, |at| at + 1);
    let end = body[passage.end..]
        .find('\n')
        .map_or(body.len(), |at| passage.end + at + 1);
    let alone =
        body[start..passage.start].trim().is_empty() && body[passage.end..end].trim().is_empty();
    if !alone {
        return passage;
    }
    let blank_before = body[..start].lines().next_back().is_none_or(is_blank);
    let after = body[end..].split_inclusive('\n').next();
    match after.filter(|line| blank_before && is_blank(line)) {
        Some(line) => start..end + line.len(),
        None => start..end,
    }
}

fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text without its private passages, and what stops an export.
    fn public(text: &str) -> (String, Vec<(&'static str, Option<usize>)>) {
        let post = Post::read(text);
        let private = find(&post);
        let mut left = text.to_owned();
        for range in private.passages.iter().rev() {
            left.replace_range(range.clone(), "");
        }
        let problems = private.problems.iter();
        (
            left,
            problems.map(|found| (found.code, found.line)).collect(),
        )
    }

    #[test]
    fn passages_go_with_their_lines() {
        for (text, left) in [
            (
                "One.\n\n<!-- private\nTwo.\n-->\n\nThree.\n",
                "One.\n\nThree.\n",
            ),
            ("One.\n<!--private: two -->\nThree.\n", "One.\nThree.\n"),
            ("One <!-- PRIVATE two --> three.\n", "One  three.\n"),
            (
                "One.\r\n\r\n<!-- private\r\n-->\r\n\r\nTwo.",
                "One.\r\n\r\nTwo.",
            ),
            ("<!-- private -->\n\nOne.\n", "One.\n"),
            ("One.\n\n<!-- private -->", "One.\n\n"),
            (
                "One <!-- privately --> and <!-- other -->.\n",
                "One <!-- privately --> and <!-- other -->.\n",
            ),
            (
                "---\ntitle: \"<!-- private\"\n---\nOne.\n",
                "---\ntitle: \"<!-- private\"\n---\nOne.\n",
            ),
        ] {
            assert_eq!(public(text), (left.to_owned(), Vec::new()), "{text}");
        }
    }

    #[test]
    fn what_comes_together_when_another_goes_is_not_published() {
        let text = "One <!-<!-- private a -->- private two -->\n";
        let private = find(&Post::read(text));
        let published = "One <!-- private two -->\n";
        let codes: Vec<_> = private
            .problems_of(published)
            .iter()
            .map(|found| found.code)
            .collect();
        assert_eq!(codes, ["private-left"]);
    }

    #[test]
    fn what_cannot_be_left_out_for_sure_stops_the_export() {
        let unclosed = "One.\n\n<!-- private two\n\nThree.\n";
        assert_eq!(
            public(unclosed),
            (unclosed.to_owned(), vec![("private-unclosed", Some(3))])
        );
        let code = "One.\n\n```html\n<!-- private two -->\n```\n";
        assert_eq!(
            public(code),
            (code.to_owned(), vec![("private-in-code", Some(4))])
        );
    }
}
