//! Headings.

use crate::kramdown::blocks::BlockParser;
use crate::kramdown::scan::SPACE;
use crate::kramdown::scan::{Source, after_indent, atx_marker, is_indented};
use crate::kramdown::tree::{Kind, Node};

impl BlockParser<'_> {
    pub(crate) fn atx_header(
        &mut self,
        source: &mut Source<'_>,
        parent: &mut Node,
        line: &str,
    ) -> bool {
        if line.starts_with(' ') {
            return false;
        }
        if !self.gfm() && !self.after_boundary(parent) {
            return false;
        }
        let found = if self.gfm() {
            atx_marker(line)
        } else {
            plain_atx(line)
        };
        let Some((level, start)) = found else {
            return false;
        };
        source.at += line.len();
        self.header(parent, level, &line[start..], true);
        true
    }

    pub(crate) fn setext_header(
        &mut self,
        source: &mut Source<'_>,
        parent: &mut Node,
        line: &str,
    ) -> bool {
        if is_indented(line) {
            return false;
        }
        let under = source.line_at(source.at + line.len());
        let level = match under.bytes().next() {
            Some(b'=') => 1,
            Some(b'-') => 2,
            _ => return false,
        };
        source.looked(source.at + line.len() + under.len());
        if !under
            .trim_start_matches(['-', '='])
            .trim_matches(SPACE)
            .is_empty()
            || !self.after_boundary(parent)
        {
            return false;
        }
        source.at += line.len() + under.len();
        self.header(parent, level, after_indent(line), false);
        true
    }

    fn header(&mut self, parent: &mut Node, level: u8, contents: &str, closing: bool) {
        let (text, id) = header_text(contents, closing);
        let kind = Kind::Header {
            level,
            words: String::new(),
            id_text: None,
            plain: false,
        };
        let mut node = Node::with_text(kind, text.to_string());
        if let Some(id) = id {
            node.set("id", id);
        }
        self.add(parent, node);
    }
}

/// A `#` heading outside GFM needs no space.
fn plain_atx(line: &str) -> Option<(u8, usize)> {
    let level = line
        .bytes()
        .take(6)
        .take_while(|byte| *byte == b'#')
        .count();
    let text = line[level..].trim_matches(SPACE);
    (level > 0 && !text.is_empty()).then_some((u8::try_from(level).unwrap_or(6), level))
}

/// NameStartChar of XML.
fn starts_xml_name(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c, ':' | '_' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
            | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}'
            | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}'
            | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

/// NameChar of XML.
fn continues_xml_name(c: char) -> bool {
    starts_xml_name(c)
        || c.is_ascii_digit()
        || matches!(c, '-' | '.' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// A heading's text without closing signs, and the id written behind it.
fn header_text(contents: &str, closing: bool) -> (&str, Option<&str>) {
    let mut text = contents.trim_matches(SPACE);
    let mut id = None;
    if let Some(start) = text.strip_suffix('}').and_then(|open| open.rfind("{#")) {
        let name = &text[start + 2..text.len() - 1];
        let fits = name.starts_with(starts_xml_name) && name.chars().all(continues_xml_name);
        if fits && text[..start].ends_with([' ', '\t']) {
            id = Some(name);
            text = text[..start].trim_end_matches(SPACE);
        }
    }
    let open = text.trim_end_matches('#');
    if closing && open.len() < text.len() && open.ends_with([' ', '\t']) {
        text = open.trim_end_matches(SPACE);
    }
    (text, id)
}
