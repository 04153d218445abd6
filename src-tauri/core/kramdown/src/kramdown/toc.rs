//! The table of contents.

use crate::kramdown::escape::PushFormatted;
use crate::kramdown::escape::attributes;
use crate::kramdown::tree::{Attributes, set};

/// A heading as the table of contents lists it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry<'e> {
    pub(crate) level: u8,
    pub(crate) id: &'e str,
    /// Its words as HTML.
    pub(crate) html: &'e str,
}

/// An entry with those below it.
struct Branch<'e> {
    entry: Entry<'e>,
    below: Vec<Branch<'e>>,
}

/// Writes the list that takes the place of the one marked `{:toc}`; nothing if no heading is listed.
pub(crate) fn write(entries: &[Entry<'_>], list: &Attributes, ordered: bool) -> String {
    if entries.is_empty() {
        return String::new();
    }
    let mut list = list.clone();
    let id = list
        .iter()
        .find(|pair| pair.0 == "id")
        .map_or("markdown-toc", |pair| pair.1.as_str())
        .to_string();
    set(&mut list, "id", &id);
    let (branches, _) = grow(entries, 0, 0);
    let mut writer = Contents {
        id: &id,
        name: if ordered { "ol" } else { "ul" },
        out: String::new(),
    };
    writer.list(&branches, &list, 0);
    writer.out
}

/// Takes all entries deeper than `above` from `from` on, and says where the next one starts.
fn grow<'e>(entries: &[Entry<'e>], mut from: usize, above: u8) -> (Vec<Branch<'e>>, usize) {
    let mut branches: Vec<Branch<'e>> = Vec::new();
    while let Some(entry) = entries.get(from).filter(|entry| entry.level > above) {
        let (below, next) = grow(entries, from + 1, entry.level);
        branches.push(Branch {
            entry: *entry,
            below,
        });
        from = next;
    }
    (branches, from)
}

struct Contents<'w> {
    id: &'w str,
    name: &'w str,
    out: String,
}

impl Contents<'_> {
    fn list(&mut self, branches: &[Branch<'_>], list: &Attributes, indent: usize) {
        let spaces = " ".repeat(indent);
        self.out.push_str(&spaces);
        self.out.push('<');
        self.out.push_str(self.name);
        attributes(list, &mut self.out);
        self.out.push_str(">\n");
        for branch in branches {
            self.branch(branch, indent + 2);
        }
        self.out
            .push_fmt(format_args!("{spaces}</{}>\n", self.name));
    }

    fn branch(&mut self, branch: &Branch<'_>, indent: usize) {
        let spaces = " ".repeat(indent);
        let Entry { id, html, .. } = branch.entry;
        let mut link = Attributes::new();
        set(&mut link, "href", &format!("#{id}"));
        set(&mut link, "id", &format!("{}-{id}", self.id));
        self.out.push_str(&spaces);
        self.out.push_str("<li><a");
        attributes(&link, &mut self.out);
        self.out.push_fmt(format_args!(">{html}</a>"));
        if !branch.below.is_empty() {
            self.list(&branch.below, &Attributes::new(), indent + 2);
            self.out.push_str(&spaces);
        }
        self.out.push_str("</li>\n");
    }
}
