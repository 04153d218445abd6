//! Automatic heading ids.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::kramdown::tree::{Kind, Node, Sign};
use crate::options::{Input, Options};

static WORD: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^[\w&&[^\p{Join_Control}]]$").ok());

/// The words of a heading, of which its id is made: text, code and math, not footnotes or pictures.
pub(crate) fn words(node: &Node, into: &mut String) {
    match &node.kind {
        Kind::Text(text)
        | Kind::HtmlText(text)
        | Kind::CodeSpan(text)
        | Kind::Math { text, .. } => {
            into.push_str(text);
        }
        Kind::Sign(Sign::One(sign)) => into.push(*sign),
        Kind::Sign(Sign::More(text)) => into.push_str(text),
        _ => node.children.iter().for_each(|child| words(child, into)),
    }
}

/// The text of a heading without code, math and signs: what kramdown's own input makes a stripped id of.
pub(crate) fn text_alone(node: &Node) -> String {
    match &node.kind {
        Kind::Text(text) => text.clone(),
        _ => node.children.iter().map(text_alone).collect(),
    }
}

fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    let mut buffer = [0; 4];
    c.is_alphabetic()
        || WORD
            .as_ref()
            .is_some_and(|word| word.is_match(c.encode_utf8(&mut buffer)))
}

/// The id for these words before duplicates are told apart.
pub(crate) fn base_id(words: &str, plain: bool, options: &Options) -> String {
    if options.input == Input::Gfm && !plain {
        return words
            .to_lowercase()
            .chars()
            .filter_map(|c| match c {
                ' ' | '\t' => Some('-'),
                '-' => Some(c),
                _ => is_word(c).then_some(c),
            })
            .collect();
    }
    let start = words
        .find(|c: char| c.is_ascii_alphabetic())
        .unwrap_or(words.len());
    let id: String = words[start..]
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-'))
        .map(|c| {
            if c == ' ' {
                '-'
            } else {
                c.to_ascii_lowercase()
            }
        })
        .collect();
    if id.is_empty() { "section".into() } else { id }
}

/// Tells equal ids apart by a number, in the order they are asked for.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    counts: HashMap<(String, bool), usize>,
}

impl Ids {
    pub(crate) fn unique(&mut self, base: &str, plain: bool, prefix: &str) -> String {
        if let Some(count) = self.counts.get_mut(&(base.to_string(), plain)) {
            *count += 1;
            return format!("{prefix}{base}-{count}");
        }
        self.counts.insert((base.to_string(), plain), 0);
        format!("{prefix}{base}")
    }
}
