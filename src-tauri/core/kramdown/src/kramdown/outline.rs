//! What a part of a body contributes to the whole: headings, footnote marks, the place of the contents.

use crate::kramdown::ids::{Ids, base_id};
use crate::kramdown::tree::{Attributes, Kind, Node};
use crate::kramdown::writer::Writer;
use crate::options::Options;

/// A heading before its id is known for sure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Headline {
    pub(crate) level: u8,
    /// The author's own id.
    pub(crate) own_id: Option<String>,
    /// What the automatic id is made of.
    pub(crate) base: String,
    /// Ids of such headings are told apart among themselves.
    pub(crate) plain: bool,
    pub(crate) words: String,
    /// The heading for the table of contents, unless it is not to be listed.
    pub(crate) entry: Option<String>,
}

/// The list that a table of contents replaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) attributes: Attributes,
    pub(crate) ordered: bool,
}

/// A part's share in the whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Outline {
    pub(crate) headlines: Vec<Headline>,
    /// Names of the footnotes used, in order.
    pub(crate) notes: Vec<String>,
    pub(crate) contents: Option<Place>,
    /// The footnotes stand in place of a list here.
    pub(crate) notes_placed: bool,
}

impl Outline {
    /// The ids of the headings.
    pub(crate) fn assign(&self, ids: &mut Ids, options: &Options) -> Vec<Option<String>> {
        let id = |headline: &Headline| match &headline.own_id {
            Some(id) => Some(id.clone()),
            None => options
                .auto_ids
                .then(|| ids.unique(&headline.base, headline.plain, &options.auto_id_prefix)),
        };
        self.headlines.iter().map(id).collect()
    }
}

/// Gathers the outline of prepared nodes.
pub(crate) fn gather(nodes: &[Node], options: &Options) -> Outline {
    let mut outline = Outline::default();
    for node in nodes {
        visit(node, options, &mut outline);
    }
    outline
}

fn visit(node: &Node, options: &Options, outline: &mut Outline) {
    match &node.kind {
        Kind::Footnote(name) => outline.notes.push(name.clone()),
        Kind::List { ordered } if node.refers_to("toc") && outline.contents.is_none() => {
            outline.contents = Some(Place {
                attributes: node.attributes.clone(),
                ordered: *ordered,
            });
            return;
        }
        Kind::List { .. } if node.refers_to("footnotes") && !outline.notes_placed => {
            outline.notes_placed = true;
            return;
        }
        Kind::Header {
            level,
            words,
            id_text,
            plain,
        } => {
            let hidden = node
                .attribute("class")
                .is_some_and(|class| class.split_whitespace().any(|word| word == "no_toc"));
            let listed = options.toc_levels.contains(level) && !hidden;
            outline.headlines.push(Headline {
                level: *level,
                own_id: node.attribute("id").map(str::to_string),
                base: base_id(id_text.as_ref().unwrap_or(words), *plain, options),
                plain: *plain,
                words: words.clone(),
                entry: listed.then(|| Writer::contents_entry(options, &node.children)),
            });
        }
        _ => {}
    }
    node.children
        .iter()
        .for_each(|child| visit(child, options, outline));
}
