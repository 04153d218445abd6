//! Words that must not leave: an export refuses when one of them stands in what it would write.

use faircopy_entry::diagnostic::{Diagnostic, Severity};
use regex::{Match, Regex};
use thiserror::Error;

use crate::check::finding;

/// What no word goes on with: neither letter, mark nor digit.
const APART: &str = r"[^\p{L}\p{M}\p{N}]";

/// Why a list of private words cannot be obeyed. An export must not go on without it.
#[derive(Debug, Error)]
pub enum PrivateWordsError {
    /// The list is no text.
    #[error("the list of private words is not UTF-8: save it as UTF-8 text")]
    NotText(#[from] std::str::Utf8Error),
    /// A phrase is longer than can be looked for.
    #[error("line {line} of the list of private words is too long to be looked for: shorten it")]
    TooLong {
        /// The line, from 1 on.
        line: usize,
        /// What the search says.
        source: Box<regex::Error>,
    },
}

/// The author's private words and phrases.
#[derive(Debug, Clone, Default)]
pub struct PrivateWords {
    words: Vec<(String, Regex)>,
}

impl PrivateWords {
    /// Reads a list: one word or phrase a line; blank lines and such that begin with `#` are passed over.
    ///
    /// Capitals make no difference, and between the words of a phrase may stand any blanks or punctuation, as in the
    /// name of a file.
    ///
    /// # Errors
    /// If the list is no UTF-8, or a line of it cannot be looked for.
    pub fn read(list: &[u8]) -> Result<Self, PrivateWordsError> {
        let list = std::str::from_utf8(list)?;
        // Editors of other systems put a byte order mark there, which is no part of the first word.
        let list = list.trim_start_matches('\u{FEFF}');
        let lines = (1..).zip(list.lines().map(str::trim));
        let phrases = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        let words = phrases.map(|(line, phrase)| {
            let parts: Vec<String> = phrase.split_whitespace().map(regex::escape).collect();
            let parts = parts.join(r"[\s\p{P}\p{S}]+");
            let whole = format!(r"(?i)(?:\A|{APART})({parts})(?:\z|{APART})");
            let pattern = Regex::new(&whole).map_err(|source| PrivateWordsError::TooLong {
                line,
                source: Box::new(source),
            })?;
            Ok((phrase.to_owned(), pattern))
        });
        Ok(Self {
            words: words.collect::<Result<_, PrivateWordsError>>()?,
        })
    }

    /// These and those of another list.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.words.extend(other.words);
        self
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// What stops an export: words in the text that would be written, told with the lines of the `entry` outside of
    /// its private `passages`, and in the names of files.
    pub(crate) fn problems<'a>(
        &self,
        written: &str,
        entry: &str,
        passages: &[std::ops::Range<usize>],
        names: impl Iterator<Item = &'a str>,
    ) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        let names: Vec<&str> = names.collect();
        for (word, pattern) in &self.words {
            if pattern.is_match(written) {
                let mut lines = lines_of(pattern, entry, passages);
                if lines.is_empty() {
                    problems.push(told(word, None, "what the export would write"));
                }
                lines.dedup();
                let told_of = |line| told(word, Some(line), "this line");
                problems.extend(lines.into_iter().map(told_of));
            }
            for name in names.iter().filter(|name| pattern.is_match(name)) {
                problems.push(told(word, None, &format!("the name {name}")));
            }
        }
        problems
    }
}

/// The 1-based lines on which a word stands, but for those in private passages.
fn lines_of(pattern: &Regex, entry: &str, passages: &[std::ops::Range<usize>]) -> Vec<usize> {
    // What parts a word from the next belongs to both.
    let found = std::iter::successors(word_from(pattern, entry, 0), |word| {
        word_from(pattern, entry, word.end())
    });
    let stays = |at: &usize| passages.iter().any(|passage| passage.contains(at));
    found
        .map(|word| word.start())
        .filter(|at| !stays(at))
        .map(|at| entry[..at].matches('\n').count() + 1)
        .collect()
}

fn word_from<'t>(pattern: &Regex, entry: &'t str, at: usize) -> Option<Match<'t>> {
    pattern.captures_at(entry, at)?.get(1)
}

fn told(word: &str, line: Option<usize>, place: &str) -> Diagnostic {
    finding(
        Severity::Error,
        "private-word",
        line,
        format!("“{word}” is on your list of private words and stands in {place}."),
        "Write it otherwise, put it into a private passage, or take it from the list.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole_whatever_their_capitals() {
        let check = |list: &str, text: &str, wanted: &[Option<usize>]| {
            let words = PrivateWords::read(list.as_bytes()).unwrap();
            let problems = words.problems(text, text, &[], [].into_iter());
            let lines: Vec<_> = problems.into_iter().map(|problem| problem.line).collect();
            assert_eq!(lines, wanted, "{list}: {text}");
        };
        check("meera", "One.\nMEERA came, Meera went.\n", &[Some(2)]);
        check("\u{FEFF}meera\r\n", "meera", &[Some(1)]);
        check("meera", "meera\nmeera", &[Some(1), Some(2)]);
        check("meera", "Ameera, meeras, meera2", &[]);
        check(
            "meera",
            "(meera)\nmeera's\n_meera_",
            &[Some(1), Some(2), Some(3)],
        );
        check(
            "# a\n\n  big   deal ",
            "a\nBig\ndeal, big-deal",
            &[Some(2), Some(3)],
        );
        check("großvater", "GROẞVATER", &[Some(1)]);
        check("नदी", "नदी बहती है", &[Some(1)]);
        check("नद", "नदी", &[]);
        check("c++", "in C++, c", &[Some(1)]);
        check(".*", "all", &[]);
    }

    #[test]
    fn a_list_that_cannot_be_obeyed_is_an_error() {
        let error = |list: &[u8]| PrivateWords::read(list).unwrap_err();
        let not_text = error(b"meera\n\xff\n");
        assert!(matches!(not_text, PrivateWordsError::NotText(_)));
        let long = format!("meera\n{}\n", "\u{e9}".repeat(150_000));
        let too_long = error(long.as_bytes());
        assert!(matches!(
            too_long,
            PrivateWordsError::TooLong { line: 2, .. }
        ));
    }

    #[test]
    fn passages_that_stay_may_hold_them_and_names_may_not() {
        let words = PrivateWords::read(b"meera\n").unwrap();
        let entry = "One.\n<!-- private meera -->\nMeera.\n";
        let passages = std::slice::from_ref(&(5..28));
        assert_eq!(&entry[5..28], "<!-- private meera -->\n");
        let lines: Vec<_> = words
            .problems(
                "One.\nMeera.\n",
                entry,
                passages,
                ["a/with_Meera.png", "b.png"].into_iter(),
            )
            .into_iter()
            .map(|problem| (problem.line, problem.message.contains("with_Meera.png")))
            .collect();
        assert_eq!(lines, [(Some(3), false), (None, true)]);
        assert!(
            words
                .problems("One.\n", entry, passages, [].into_iter())
                .is_empty()
        );
    }
}
