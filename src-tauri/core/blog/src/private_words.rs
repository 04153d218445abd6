//! Words that must not leave: an export refuses when one of them stands in what it would write.

use faircopy_entry::diagnostic::{Diagnostic, Severity};
use regex::Regex;

use crate::check::finding;

/// What no word goes on with: neither letter, mark nor digit.
const APART: &str = r"[^\p{L}\p{M}\p{N}]";

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
    pub fn read(list: &str) -> Self {
        let lines = list.lines().map(str::trim);
        let phrases = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        let word = |phrase: &str| {
            let parts: Vec<String> = phrase.split_whitespace().map(regex::escape).collect();
            let parts = parts.join(r"[\s\p{P}\p{S}]+");
            let whole = format!(r"(?i)(?:\A|{APART})({parts})(?:\z|{APART})");
            Some((phrase.to_owned(), Regex::new(&whole).ok()?))
        };
        Self {
            words: phrases.filter_map(word).collect(),
        }
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
    let found = pattern
        .captures_iter(entry)
        .filter_map(|found| found.get(1));
    let stays = |at: &usize| passages.iter().any(|passage| passage.contains(at));
    found
        .map(|word| word.start())
        .filter(|at| !stays(at))
        .map(|at| entry[..at].matches('\n').count() + 1)
        .collect()
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
            let problems = PrivateWords::read(list).problems(text, text, &[], [].into_iter());
            let lines: Vec<_> = problems.into_iter().map(|problem| problem.line).collect();
            assert_eq!(lines, wanted, "{list}: {text}");
        };
        check("meera", "One.\nMEERA came, Meera went.\n", &[Some(2)]);
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
    fn passages_that_stay_may_hold_them_and_names_may_not() {
        let words = PrivateWords::read("meera\n");
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
