//! What a body defines in one place and uses in others, and what depends on what.

use std::collections::{HashMap, HashSet};

use crate::kramdown::attributes::{NamedLists, read};
use crate::kramdown::references::{Definition, LinkTarget};
use crate::kramdown::tree::AttributeList;

/// A footnote's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FootnoteText {
    pub(crate) text: String,
    pub(crate) list: Option<AttributeList>,
}

/// An abbreviation's meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Meaning {
    pub(crate) long: String,
    pub(crate) list: Option<AttributeList>,
}

/// Everything that is defined in one place of a body and used in others; later definitions win.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Definitions {
    pub(crate) links: HashMap<String, LinkTarget>,
    pub(crate) footnotes: HashMap<String, FootnoteText>,
    pub(crate) abbreviations: HashMap<String, Meaning>,
    pub(crate) lists: NamedLists,
}

impl Definitions {
    pub(crate) fn add(&mut self, definition: &Definition) {
        match definition.clone() {
            Definition::Link { id, target } => {
                self.links.insert(id, target);
            }
            Definition::Footnote { name, text, list } => {
                self.footnotes.insert(name, FootnoteText { text, list });
            }
            Definition::Abbreviation { short, long, list } => {
                self.abbreviations.insert(short, Meaning { long, list });
            }
            Definition::Attributes { name, text } => {
                read(&text, self.lists.entry(name).or_default());
            }
            Definition::Options(_) => {}
        }
    }

    /// Adds the lists and links whose attributes come from a changed list; nothing if an abbreviation's do,
    /// which may be used in any text.
    pub(crate) fn add_dependents(&self, changed: &mut HashSet<Use>) -> Option<()> {
        let mut lists: Vec<String> = changed.iter().filter_map(Use::list).cloned().collect();
        while let Some(name) = lists.pop() {
            let named_in = |list: &AttributeList| list.references.contains(&name);
            let own = |list: &Option<AttributeList>| list.as_ref().is_some_and(named_in);
            if self.abbreviations.values().any(|each| own(&each.list)) {
                return None;
            }
            for (id, _) in self.links.iter().filter(|(_, link)| own(&link.list)) {
                changed.insert(Use::Link(id.clone()));
            }
            for (outer, _) in self.lists.iter().filter(|(_, list)| named_in(list)) {
                if changed.insert(Use::List(outer.clone())) {
                    lists.push(outer.clone());
                }
            }
        }
        Some(())
    }
}

/// A name that was looked up, found or not.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Use {
    Link(String),
    Footnote(String),
    List(String),
}

impl Use {
    fn list(&self) -> Option<&String> {
        match self {
            Self::List(name) => Some(name),
            _ => None,
        }
    }
}
