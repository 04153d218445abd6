//! Definitions of links, footnotes and abbreviations.

use crate::kramdown::attributes::{identifier_length, read};
use crate::kramdown::blocks::BlockParser;
use crate::kramdown::code_blocks::code_end;
use crate::kramdown::scan::SPACE;
use crate::kramdown::scan::{Source, after_indent, is_indented, is_space};
use crate::kramdown::tree::{AttributeList, Kind, Node};

/// Where a reference link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LinkTarget {
    pub(crate) url: String,
    pub(crate) title: Option<String>,
    pub(crate) list: Option<AttributeList>,
}

/// Something defined in one place of the text and used in others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Definition {
    Link {
        id: String,
        target: LinkTarget,
    },
    Footnote {
        name: String,
        text: String,
        list: Option<AttributeList>,
    },
    Abbreviation {
        short: String,
        long: String,
        list: Option<AttributeList>,
    },
    Attributes {
        name: String,
        /// What the list says, as written.
        text: String,
    },
    Options(AttributeList),
}

/// The form in which link ids are compared.
pub(crate) fn normalize_id(id: &str) -> String {
    let mut normal = String::with_capacity(id.len());
    let mut space = false;
    for c in id.chars() {
        if c == ' ' || c == '\n' {
            space = true;
            continue;
        }
        if space {
            normal.push(' ');
            space = false;
        }
        normal.extend(c.to_lowercase());
    }
    if space {
        normal.push(' ');
    }
    normal
}

impl BlockParser<'_> {
    /// Keeps a definition, and marks its place.
    pub(crate) fn define(&mut self, parent: &mut Node, definition: Definition) {
        self.definitions.push(definition);
        self.pending = None;
        parent.children.push(Node::new(Kind::End {
            marked: false,
            defines: true,
        }));
    }

    /// Gives an attribute list to the definition read last, if that is one of a link, footnote or abbreviation.
    pub(crate) fn add_to_definition(&mut self, more: &str) -> bool {
        if let Some(
            Definition::Link {
                target: LinkTarget { list, .. },
                ..
            }
            | Definition::Footnote { list, .. }
            | Definition::Abbreviation { list, .. },
        ) = self.definitions.last_mut()
        {
            read(more, list.get_or_insert_default());
            return true;
        }
        false
    }

    /// `[^name]: text`, with indented lines that follow.
    pub(crate) fn footnote_definition(
        &mut self,
        source: &mut Source<'_>,
        parent: &mut Node,
    ) -> bool {
        let line = source.line();
        let Some(inner) = after_indent(line).strip_prefix("[^") else {
            return false;
        };
        let length = identifier_length(inner);
        let Some(rest) = inner[length..].strip_prefix("]:").filter(|_| length > 0) else {
            return false;
        };
        let end = footnote_end(source, source.at + line.len());
        let start = source.at + line.len() - rest.len();
        let text = unindent(&source.text[start..end]);
        let name = inner[..length].to_string();
        let mut gathered = Node::new(Kind::Group);
        let list = self.pending.take();
        self.nested(&text, &mut gathered);
        self.define(parent, Definition::Footnote { name, text, list });
        source.at = end;
        true
    }

    /// `[id]: url "title"`
    pub(crate) fn link_definition(&mut self, source: &mut Source<'_>, parent: &mut Node) -> bool {
        let line = source.line();
        let rest = source.rest();
        let start = line.len() - after_indent(line).len() + 1;
        let Some(close) = line[start..].find(']').map(|at| at + start) else {
            return false;
        };
        if close == start || !line[close + 1..].starts_with(':') {
            return false;
        }
        let Some((url, title, length)) = link_parts(&rest[close + 2..]) else {
            return false;
        };
        let id = normalize_id(&line[start..close]);
        let list = self.pending.take();
        source.looked(
            source.at + close + 2 + length + source.line_at(source.at + close + 2 + length).len(),
        );
        source.at += close + 2 + length;
        self.define(
            parent,
            Definition::Link {
                id,
                target: LinkTarget { url, title, list },
            },
        );
        true
    }

    /// `*[short]: long`
    pub(crate) fn abbreviation_definition(
        &mut self,
        source: &mut Source<'_>,
        parent: &mut Node,
    ) -> bool {
        let line = source.line();
        let Some(inner) = after_indent(line).strip_prefix("*[") else {
            return false;
        };
        let Some(close) = inner.find("]:").filter(|close| *close > 0) else {
            return false;
        };
        let (short, long) = (
            inner[..close].to_string(),
            inner[close + 2..].trim_matches(SPACE).to_string(),
        );
        let list = self.pending.take();
        source.at += line.len();
        self.define(parent, Definition::Abbreviation { short, long, list });
        true
    }
}

/// Where a footnote ends whose first line ends at `at`: blank lines may come before indented text.
fn footnote_end(source: &mut Source<'_>, at: usize) -> usize {
    let mut next = at;
    while next < source.text.len() && crate::kramdown::scan::is_blank(source.line_at(next)) {
        next += source.line_at(next).len();
    }
    source.looked(next + source.line_at(next).len());
    if is_indented(source.line_at(next)) {
        code_end(source, next)
    } else {
        at
    }
}

fn unindent(text: &str) -> String {
    text.split_inclusive('\n')
        .map(|line| {
            line.strip_prefix('\t')
                .or_else(|| line.strip_prefix("    "))
                .unwrap_or(line)
        })
        .collect()
}

/// How many `>` of a line are tried as the end of an address in `<>`.
const MOST_BRACKETS: usize = 20;

/// URL, title and length of a definition after its colon.
fn link_parts(text: &str) -> Option<(String, Option<String>, usize)> {
    let blank = |at: usize| {
        text[at..]
            .bytes()
            .take_while(|byte| matches!(byte, b' ' | b'\t'))
            .count()
    };
    let start = blank(0);
    let line_end = text.find('\n')?;
    let line = text.get(start..line_end)?;
    if let Some(inner) = line.strip_prefix('<') {
        for (close, _) in inner.match_indices('>').take(MOST_BRACKETS) {
            if let Some((title, end)) = title_at(text, start + close + 2) {
                return Some((inner[..close].to_string(), title, end));
            }
        }
    }
    let stop = spaced_quote(line).unwrap_or(line.len());
    if stop < line.len() {
        let url = line[..stop].trim_end_matches(SPACE);
        let spaced = url.len() < stop && !url.is_empty();
        let (title, end) = spaced
            .then(|| title_at(text, start + url.len()))
            .flatten()?;
        title.as_ref()?;
        return Some((url.to_string(), title, end));
    }
    let url = line.trim_matches(SPACE);
    if url.is_empty() {
        return None;
    }
    let (title, end) = title_at(text, start + line.trim_end_matches(SPACE).len())?;
    Some((url.to_string(), title, end))
}

/// The first quote behind white space: a title starts there.
fn spaced_quote(line: &str) -> Option<usize> {
    let bytes = line.as_bytes();
    (1..bytes.len()).find(|at| matches!(bytes[*at], b'"' | b'\'') && is_space(bytes[*at - 1]))
}

/// The title behind a URL that ends at `at`, and where the definition ends.
fn title_at(text: &str, at: usize) -> Option<(Option<String>, usize)> {
    let bytes = text.as_bytes();
    let mut next = at;
    let mut breaks = 0;
    while next < text.len() && is_space(bytes[next]) && (bytes[next] != b'\n' || breaks == 0) {
        breaks += usize::from(bytes[next] == b'\n');
        next += 1;
    }
    if next > at
        && let Some(quote @ (b'"' | b'\'')) = bytes.get(next)
    {
        let line = &text
            [next + 1..next + 1 + text[next + 1..].find('\n').unwrap_or(text.len() - next - 1)];
        let trimmed = line.trim_end_matches([' ', '\t']);
        if let Some(title) = trimmed
            .strip_suffix(char::from(*quote))
            .filter(|title| !title.is_empty())
        {
            let end = (next + 1 + line.len() + 1).min(text.len());
            return Some((Some(title.to_string()), end));
        }
    }
    let tail = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
    text[at..tail]
        .trim_matches(SPACE)
        .is_empty()
        .then_some((None, tail))
}
