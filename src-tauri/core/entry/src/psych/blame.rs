//! Names the line where a fault begins, where libyaml notices it only lines below: a quote or a
//! bracket that is never closed takes the next lines in.

use super::cursor::Mark;
use super::{CLOSE_QUOTE, KEY_AND_VALUE, KEY_WITHOUT_COLON, YamlError};

/// A text in quotes, quotes included.
#[derive(Clone, Copy)]
pub(super) struct Quoted {
    pub(super) start: Mark,
    pub(super) end: Mark,
    pub(super) single: bool,
}

/// Blames an error behind a closing quote on the quote that opened, where that one swallowed lines
/// which are not indented below its own.
pub(super) fn quote(text: &str, quoted: &[Quoted], error: YamlError) -> YamlError {
    let mut blamed = error;
    for quote in quoted.iter().rev() {
        if blamed.line != quote.end.line || blamed.column <= quote.end.column {
            continue;
        }
        if falls_back(text, quote.start.line, quote.end.line) {
            let what = "the quote that opens here is not closed";
            blamed = quote.start.error(what).advise(CLOSE_QUOTE);
        } else if follows(text, quote.end, &blamed) {
            "text cannot go on after the closing quote".clone_into(&mut blamed.message);
            blamed.hint = Some(if quote.single {
                "write each quote inside the text as `''`"
            } else {
                "write each quote inside the text as `\\\"`"
            });
        }
    }
    blamed
}

/// Blames an error behind a text of several lines without quotes on its first line, where that one
/// was meant as a key and took the next key in.
pub(super) fn plain(text: &str, long: &[(Mark, Mark)], error: YamlError) -> YamlError {
    let ends_there = |(_, end): &&(Mark, Mark)| {
        error.line == end.line && error.column > end.column && follows(text, *end, &error)
    };
    let Some((start, end)) = long.iter().rev().find(ends_there) else {
        return error;
    };
    if falls_back(text, start.line, end.line) {
        return start.error(KEY_WITHOUT_COLON).advise(KEY_AND_VALUE);
    }
    error.advise("put the text in quotes, or begin the key in the column of the others")
}

/// Blames an error within brackets on the opening one, where the lines up to the error are not
/// indented below it, or the text ends.
pub(super) fn bracket(text: &str, open: Mark, sign: char, error: YamlError) -> YamlError {
    let ends = lines(text)
        .skip(error.line)
        .all(|line| line.trim().is_empty());
    let later = error.line > open.line;
    if !later || !(ends || falls_back(text, open.line, error.line)) {
        return error;
    }
    let what = format!("the `{sign}` that opens here is not closed");
    open.error(what)
        .advise("close it at the end of its list, or put the text in quotes")
}

/// Whether nothing but blanks is between a mark and an error in its line.
fn follows(text: &str, end: Mark, error: &YamlError) -> bool {
    let between = (error.column - 1).saturating_sub(end.column);
    let rest = text.get(end.byte..).unwrap_or_default();
    rest.chars()
        .take(between)
        .all(|character| matches!(character, ' ' | '\t'))
}

/// Whether a line of `first` up to `last`, counted from 0, is indented no deeper than `first` itself.
fn falls_back(text: &str, first: usize, last: usize) -> bool {
    let mut indents = lines(text).skip(first).map(indent_of);
    let Some(Some(outer)) = indents.next() else {
        return false;
    };
    indents
        .take(last.saturating_sub(first))
        .flatten()
        .any(|indent| indent <= outer)
}

/// The indentation of a line that neither is empty nor only closes brackets.
fn indent_of(line: &str) -> Option<usize> {
    let written = line.trim_start_matches(' ');
    let counts = !written.trim().is_empty() && !written.starts_with([']', '}']);
    counts.then_some(line.len() - written.len())
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n')
        .flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
}
