//! Attribute lists, named ones, and `{::name}` extensions among blocks.

use crate::kramdown::attributes::{identifier_length, read};
use crate::kramdown::blocks::BlockParser;
use crate::kramdown::references::Definition;
use crate::kramdown::scan::{
    Source, after_indent, attribute_line, closing_brace, is_blank, is_word,
};
use crate::kramdown::tree::{AttributeList, Kind, Node};

/// `{::name options /}` or `{::name options}`.
pub(crate) struct Extension<'e> {
    pub(crate) name: &'e str,
    pub(crate) options: &'e str,
    pub(crate) closed: bool,
    pub(crate) length: usize,
}

/// The extension tag at the start of `text`.
pub(crate) fn extension_tag(text: &str) -> Option<Extension<'_>> {
    let inner = text.strip_prefix("{::")?;
    let name = inner.bytes().take_while(|byte| is_word(*byte)).count();
    if name == 0 {
        return None;
    }
    let end = closing_brace(inner)?;
    let options = inner.get(name..end)?;
    let (options, closed) = options
        .strip_suffix('/')
        .map_or((options, false), |options| (options, true));
    let spaced = options.is_empty() || options.starts_with(char::is_whitespace);
    spaced.then(|| Extension {
        name: &inner[..name],
        options,
        closed,
        length: end + 4,
    })
}

/// `type="..."` of `{::nomarkdown}` names HTML, or nothing.
pub(crate) fn for_html(options: &str) -> bool {
    let mut list = AttributeList::default();
    read(options, &mut list);
    let kind = list.attributes.iter().find(|pair| pair.0 == "type");
    kind.is_none_or(|(_, names)| {
        let mut names = names.split_whitespace().peekable();
        names.peek().is_none() || names.any(|name| name == "html")
    })
}

/// `/}` or `/name}`
pub(crate) fn is_stop(inner: &str) -> bool {
    inner
        .strip_prefix('/')
        .is_some_and(|rest| rest[identifier_length(rest)..].starts_with('}'))
}

/// `{:/}` or `{:/name}`
pub(crate) fn find_inline_stop(text: &str, name: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(found) = text[from..].find("{:/") {
        let at = from + found;
        let rest = &text[at + 3..];
        let named = rest.strip_prefix(name).unwrap_or(rest);
        if named.starts_with('}') {
            return Some((at, 3 + rest.len() - named.len() + 1));
        }
        from = at + 3;
    }
    None
}

impl BlockParser<'_> {
    /// Reads whatever starts with `{:`.
    pub(crate) fn extension(&mut self, source: &mut Source<'_>, parent: &mut Node) -> bool {
        let rest = source.rest();
        let indent = rest.len() - after_indent(rest).len();
        if rest[indent..].starts_with("{::") {
            return self.block_extension(source, parent, indent);
        }
        let Some((inner, length)) = attribute_line(rest) else {
            return false;
        };
        source.looked(source.at + length);
        let name = identifier_length(inner.split(':').next().unwrap_or_default());
        if name > 0 && inner[name..].starts_with(':') {
            self.define(
                parent,
                Definition::Attributes {
                    name: inner[..name].to_string(),
                    text: inner[name + 1..].to_string(),
                },
            );
            source.at += length;
            return true;
        }
        source.at += length;
        self.take_list(inner, source, parent);
        true
    }

    /// Gives an attribute list to the block before, or keeps it for the next one.
    fn take_list(&mut self, inner: &str, source: &Source<'_>, parent: &mut Node) {
        let follows = parent.children.last().is_some_and(|last| {
            !matches!(last.kind, Kind::Blank(_) | Kind::End { marked: true, .. })
        });
        if !follows {
            read(inner, self.pending.get_or_insert_default());
            return;
        }
        if let Some(Kind::End { defines: true, .. }) = parent.children.last().map(|last| &last.kind)
        {
            if !self.add_to_definition(inner) {
                read(inner, self.pending.get_or_insert_default());
            }
            return;
        }
        let Some(target) = parent.children.last_mut() else {
            return;
        };
        if target.is_end() {
            read(inner, self.pending.get_or_insert_default());
            return;
        }
        read(inner, target.list.get_or_insert_default());
        if attribute_line(source.rest()).is_none() {
            self.pending = None;
            parent.children.push(Node::new(Kind::End {
                marked: false,
                defines: false,
            }));
        }
    }

    fn block_extension(
        &mut self,
        source: &mut Source<'_>,
        parent: &mut Node,
        indent: usize,
    ) -> bool {
        let start = source.at + indent;
        let text = source.text;
        let Some(tag) = extension_tag(&text[start..]) else {
            return false;
        };
        let after = start + tag.length;
        let line = source.line_at(after);
        if !is_blank(line) || !matches!(tag.name, "comment" | "nomarkdown" | "options") {
            return false;
        }
        let body_start = after + line.len();
        let (body, end) = if tag.closed {
            ("", body_start)
        } else {
            match find_stop(source, body_start, tag.name) {
                Some((stop, end)) => (&text[body_start..stop], end),
                None => return false,
            }
        };
        source.at = end;
        source.looked(end);
        match tag.name {
            "comment" | "nomarkdown" if tag.closed => {}
            "comment" => {
                let text = body.strip_suffix('\n').unwrap_or(body).to_string();
                let kind = Kind::Comment { text, block: true };
                parent.children.push(Node::new(kind));
            }
            "nomarkdown" => {
                let text = if for_html(tag.options) { body } else { "" };
                let kind = Kind::Unescaped(text.to_string());
                parent.children.push(Node::new(kind));
            }
            _ => self.set_options(tag.options, parent),
        }
        true
    }

    fn set_options(&mut self, text: &str, parent: &mut Node) {
        let mut list = AttributeList::default();
        read(text, &mut list);
        for (name, value) in &list.attributes {
            if name == "parse_block_html" {
                self.parse_block_html = value == "true";
            }
        }
        self.define(parent, Definition::Options(list));
    }
}

/// The line `{:/}` or `{:/name}` from `from` on: where it starts and ends.
fn find_stop(source: &mut Source<'_>, from: usize, name: &str) -> Option<(usize, usize)> {
    let tag = format!("{{:/{name}");
    if source.absent.knows(&tag, from) {
        source.looked(usize::MAX);
        return None;
    }
    let mut at = from;
    while at < source.text.len() {
        let line = source.line_at(at);
        let stop = after_indent(line).strip_prefix("{:/").is_some_and(|rest| {
            let rest = rest.strip_prefix(name).unwrap_or(rest);
            // Blanks only: the expression is written so that a tab does not fit.
            rest.strip_prefix('}')
                .is_some_and(|rest| rest.trim_start_matches(' ').starts_with('\n'))
        });
        if stop {
            return Some((at, at + line.len()));
        }
        at += line.len();
    }
    source.absent.note(&tag, from);
    source.looked(usize::MAX);
    None
}
