//! Tags and categories that the blog writes otherwise, so that an entry would stand on a page of its own.

use std::collections::BTreeMap;

use faircopy_entry::diagnostic::{Diagnostic, Fix, Severity};
use faircopy_entry::edit::{self, NewValue};
use faircopy_entry::fields::{self, Fields};
use faircopy_entry::psych::{Node, Value};

use super::{Site, finding};
use crate::post::Post;

/// Compares an entry's tags and categories with those of the blog's other posts.
pub(super) fn check(
    post: &Post<'_>,
    file_name: &str,
    site: &Site<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let own = fields::read(post.text).fields;
    if own.tags.is_empty() && own.categories.is_empty() {
        return;
    }
    let others: Vec<Fields> = site
        .snapshot
        .posts
        .iter()
        .filter(|other| other.file_name() != file_name)
        .map(|other| fields::read(&other.text).fields)
        .collect();
    let told = Lists {
        post,
        own: &own,
        others: &others,
    };
    found.extend(told.compared("tag", ["tag", "tags"], |fields| &fields.tags));
    found.extend(
        told.compared("category", ["category", "categories"], |fields| {
            &fields.categories
        }),
    );
}

/// An entry's lists and those of the others.
struct Lists<'a> {
    post: &'a Post<'a>,
    own: &'a Fields,
    others: &'a [Fields],
}

impl Lists<'_> {
    fn compared(
        &self,
        what: &str,
        keys: [&str; 2],
        list: impl Fn(&Fields) -> &[String],
    ) -> Vec<Diagnostic> {
        let known = self.others.iter().flat_map(&list).map(String::as_str);
        let line = keys.iter().find_map(|key| self.post.line_of_key(key));
        let told = |(word, usual): (&str, &str)| {
            finding(
                Severity::Warning,
                "word-form",
                line,
                format!("The blog's other posts write the {what} “{usual}”, not “{word}”."),
                "Write it alike, so that they stand together.",
            )
            .with_fix(alike(self.post, keys, word, usual))
        };
        otherwise(list(self.own), known)
            .into_iter()
            .map(told)
            .collect()
    }
}

/// Writes a word as the others do, at whichever of the keys holds it.
fn alike(post: &Post<'_>, [one, many]: [&str; 2], word: &str, usual: &str) -> Option<Fix> {
    let new = |key: &str| match &post.node(key)?.value {
        Value::Text(text) if text == word => Some(NewValue::Text(usual.to_owned())),
        Value::Text(text) if key == many && !usual.contains(char::is_whitespace) => {
            let words = text.split(' ');
            let words: Vec<&str> = words
                .map(|known| if known == word { usual } else { known })
                .collect();
            Some(NewValue::Text(words.join(" ")))
        }
        Value::List(items) => {
            let texts: Option<Vec<String>> = items.iter().map(text_of).collect();
            let mut words = Vec::new();
            for text in texts? {
                let text = if text == word { usual.to_owned() } else { text };
                if !words.contains(&text) {
                    words.push(text);
                }
            }
            Some(NewValue::List(words))
        }
        _ => None,
    };
    let edits = [one, many].into_iter().find_map(|key| {
        let edits = edit::set(post.text, key, &new(key)?).ok()?;
        (!edits.is_empty()).then_some(edits)
    });
    Fix::new(format!("Write “{usual}”"), edits?)
}

fn text_of(node: &Node) -> Option<String> {
    match &node.value {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    }
}

/// Words that nobody else writes so, each with the form that others use most.
fn otherwise<'a>(
    own: &'a [String],
    known: impl Iterator<Item = &'a str>,
) -> Vec<(&'a str, &'a str)> {
    let mut forms: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
    for word in known {
        let forms = forms.entry(folded(word)).or_default();
        *forms.entry(word).or_default() += 1;
    }
    own.iter()
        .filter_map(|word| {
            let forms = forms.get(&folded(word))?;
            let usual = forms.iter().max_by_key(|(_, count)| **count)?.0;
            (!forms.contains_key(word.as_str())).then_some((word.as_str(), *usual))
        })
        .collect()
}

/// A word without what only its form tells: capitals, blanks, hyphens, underscores.
fn folded(word: &str) -> String {
    word.chars()
        .filter(|character| !character.is_whitespace() && !matches!(character, '-' | '_'))
        .flat_map(char::to_lowercase)
        .collect()
}
