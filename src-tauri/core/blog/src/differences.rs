//! Differences from GitHub's page in an author's words, with the line and the way out.

use std::ops::Range;

use faircopy_entry::diagnostic::{Diagnostic, Severity};
use faircopy_kramdown::{Cause, Construct, Difference};

/// The code of each of these findings.
pub const CODE: &str = "differs-from-github";

/// The findings for differences of a body that starts at the byte `body` of `text`, in their order.
pub fn findings(text: &str, body: usize, differences: &[Difference]) -> Vec<Diagnostic> {
    let mut lines = Lines {
        text,
        at: 0,
        line: 1,
    };
    let finding = |difference: &Difference| {
        let Range { start, end } = difference.source.clone();
        let first = lines.line_of(body + start);
        let last = first + text[body + start..body + end].matches('\n').count();
        let (message, hint) = words(difference.cause);
        Diagnostic {
            severity: Severity::Hint,
            code: CODE,
            file: None,
            line: Some(first),
            last_line: (last > first).then_some(last),
            message,
            hint: Some(hint.to_owned()),
            fix: None,
        }
    };
    differences.iter().map(finding).collect()
}

/// Counts lines from place to place.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    fn line_of(&mut self, at: usize) -> usize {
        if at < self.at {
            (self.at, self.line) = (0, 1);
        }
        self.line += self.text[self.at..at].matches('\n').count();
        self.at = at;
        self.line
    }
}

/// What happens, and what to do.
fn words(cause: Cause) -> (String, &'static str) {
    match cause {
        Cause::Joined { block, to } => (
            format!(
                "GitHub would start {} here; your blog joins it to the {} above.",
                with_article(block),
                name(to)
            ),
            joined(block),
        ),
        Cause::Started { block, to } => (
            format!(
                "Your blog starts {} here; GitHub would go on with the {} above.",
                with_article(block),
                name(to)
            ),
            "Put a blank line before it, or a backslash before its first sign if it is plain text.",
        ),
        Cause::Table => (
            "Your blog makes a table of this, because of the |; GitHub shows text.".to_owned(),
            "Write \\| for the sign itself, or a line such as |---|---| below the first row for a table on both.",
        ),
        Cause::Attributes | Cause::Instruction | Cause::Definitions | Cause::Abbreviation => {
            let (message, hint) = of_kramdown(cause);
            (message.to_owned(), hint)
        }
        Cause::Html { read: true } => (
            "Your blog reads the Markdown inside this HTML; GitHub shows its signs.".to_owned(),
            "Leave it if it is meant so, or write all of it in HTML.",
        ),
        Cause::Html { read: false } => (
            "GitHub reads the Markdown inside this HTML; your blog shows it as it stands.".to_owned(),
            "Add markdown=\"1\" to the HTML element, or write all of it in HTML.",
        ),
        Cause::Numbers { from } => (
            format!("GitHub counts this list from {from}; your blog counts from 1."),
            "Indent what stands between the parts of one list, or put {: start=\"…\"} with the number below this part.",
        ),
        Cause::Nesting => (
            "The items of this list, or what is in them, lie in each other in another way on GitHub.".to_owned(),
            "Indent what belongs to an item as far as the item's text, and put a blank line before it.",
        ),
        Cause::Blocks { github, blog } if github == blog => (
            "Your blog and GitHub read these lines in different ways.".to_owned(),
            "Look at the preview: that is what your blog shows.",
        ),
        Cause::Blocks { github, blog } => (
            format!("GitHub makes {} of this; your blog {}.", with_article(github), with_article(blog)),
            blocks(github),
        ),
    }
}

/// Signs that mean something to the blog alone.
fn of_kramdown(cause: Cause) -> (&'static str, &'static str) {
    match cause {
        Cause::Attributes => (
            "Your blog takes {: … } for instructions about the text beside it; GitHub shows it.",
            "Leave it if it is meant so; write \\{: for the signs themselves.",
        ),
        Cause::Instruction => (
            "Your blog takes this line for an instruction and does not show it; GitHub shows it.",
            "Leave it if it is meant so; put a backslash before it to show it.",
        ),
        Cause::Definitions => (
            "Your blog makes a list of terms and meanings of this, because of the colon at the line's start; GitHub shows text.",
            "Leave it if it is meant so; put a backslash before the colon if not.",
        ),
        _ => (
            "Your blog takes this line for the meaning of an abbreviation and does not show it; GitHub shows it.",
            "Leave it if it is meant so; put a backslash before the asterisk if not.",
        ),
    }
}

/// The way to start a block on both sides.
fn joined(block: Construct) -> &'static str {
    match block {
        Construct::List => "Put a blank line before it, and number items as 1. with a full stop.",
        _ => "Put a blank line before it.",
    }
}

fn blocks(github: Construct) -> &'static str {
    match github {
        Construct::List => {
            "Number items with a full stop, as in 1., and put a blank line before the list."
        }
        Construct::Heading => {
            "Put a blank before the heading's text, and a blank line before and behind the heading."
        }
        Construct::Code => {
            "Put the lines of code between two lines of ```, with a blank line before and behind."
        }
        _ => {
            "Look at the preview: that is what your blog shows. A blank line before and behind often helps."
        }
    }
}

fn name(construct: Construct) -> &'static str {
    match construct {
        Construct::Paragraph => "paragraph",
        Construct::Heading => "heading",
        Construct::List => "list",
        Construct::Quote => "quotation",
        Construct::Code => "block of code",
        Construct::Table => "table",
        Construct::Rule => "line",
        Construct::Other => "block",
    }
}

fn with_article(construct: Construct) -> String {
    format!("a {}", name(construct))
}

#[cfg(test)]
mod tests {
    use super::*;
    use faircopy_kramdown::{Document, Options, differences};

    #[test]
    fn findings_say_the_lines_of_the_file() {
        let text =
            "---\ntitle: A\n---\n\nWe met in\n2013. It rained.\n\na | b\nc | d\n\nend\n{: .x}\n";
        let body = text.find("We").unwrap();
        let document = Document::new(&text[body..], Options::default());
        let found = findings(text, body, &differences(&text[body..], &document));
        let told: Vec<_> = found
            .iter()
            .map(|it| (it.line, it.last_line, it.message.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                (
                    Some(6),
                    None,
                    "Your blog starts a list here; GitHub would go on with the paragraph above."
                ),
                (
                    Some(8),
                    Some(9),
                    "Your blog makes a table of this, because of the |; GitHub shows text."
                ),
                (
                    Some(12),
                    None,
                    "Your blog takes {: … } for instructions about the text beside it; GitHub shows it."
                ),
            ]
        );
        assert!(
            found
                .iter()
                .all(|it| it.severity == Severity::Hint && it.hint.is_some())
        );
    }
}
