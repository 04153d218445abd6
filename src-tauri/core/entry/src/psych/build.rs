//! From tokens to a tree that still knows anchors, tags and spans: libyaml's grammar
//! (`src/parser.c`), by recursive descent.

use std::collections::HashMap;
use std::ops::Range;

use super::cursor::Mark;
use super::scan::{Kind, Scanner, Token};
use super::{
    IN_QUOTES, KEY_AND_VALUE, MAX_BYTES, MAX_DEPTH, MAX_NODES, Style, YamlError, blame, grammar,
};

/// The opening fence that Jekyll hands to Psych along with the text.
const FENCE: &str = "---\n";

/// A node as it is written, with nothing resolved.
#[derive(Clone, Debug)]
pub(crate) struct Raw {
    pub(crate) kind: RawKind,
    /// The content; of a block scalar with its header.
    pub(crate) span: Range<usize>,
    /// Where the node begins, anchor and tag included.
    pub(crate) start: usize,
    pub(crate) style: Style,
    pub(crate) anchor: Option<usize>,
    pub(crate) tag: Option<String>,
}

#[derive(Clone, Debug)]
pub(crate) enum RawKind {
    Scalar(String),
    Alias(usize),
    List(Vec<Raw>),
    Map(Vec<(Raw, Raw)>),
}

/// The first document of a text.
#[derive(Clone, Debug, Default)]
pub(crate) struct RawDocument {
    pub(crate) root: Option<Raw>,
    pub(crate) comments: Vec<Range<usize>>,
}

/// Parses the first document, as `Psych.safe_load` does; what follows it is not looked at.
pub(crate) fn parse(yaml: &str) -> Result<RawDocument, YamlError> {
    if yaml.len() > MAX_BYTES {
        let message = format!(
            "front matter of {} bytes is larger than {MAX_BYTES}",
            yaml.len()
        );
        return Err(YamlError::at(yaml, 0, message));
    }
    grammar::check_characters(yaml)?;
    let text = format!("{FENCE}{yaml}");
    let mut parser = Parser {
        text: &text,
        scanner: Scanner::new(&text),
        anchors: HashMap::new(),
        next_anchor: 1,
        nodes: 0,
        depth: 0,
    };
    let root = match parser.document() {
        Ok(root) => root,
        Err(error) => {
            let error = blame::quote(&text, &parser.scanner.quoted, error);
            return Err(blame::plain(&text, &parser.scanner.long_plain, error));
        }
    };
    let shift = |range: &Range<usize>| {
        range.start.saturating_sub(FENCE.len())..range.end.saturating_sub(FENCE.len())
    };
    let comments = parser.scanner.comments.iter().map(shift).collect();
    Ok(RawDocument {
        root: Some(root),
        comments,
    })
}

struct Parser<'text> {
    text: &'text str,
    scanner: Scanner<'text>,
    /// The latest id of each name.
    anchors: HashMap<String, usize>,
    next_anchor: usize,
    nodes: usize,
    depth: usize,
}

/// What stands in front of a node's content.
struct Properties {
    start: Mark,
    end: Mark,
    anchor: Option<usize>,
    tag: Option<String>,
}

impl Parser<'_> {
    fn document(&mut self) -> Result<Raw, YamlError> {
        self.scanner.take()?;
        let token = self.scanner.peek()?;
        let start = token.start;
        let is_empty = matches!(
            token.kind,
            Kind::Directive | Kind::DocumentStart | Kind::DocumentEnd | Kind::StreamEnd
        );
        let root = if is_empty {
            empty(start)
        } else {
            self.node(true, false)?
        };
        // libyaml looks at one more token before it ends the document.
        self.scanner.peek()?;
        Ok(root)
    }

    fn next_is(&mut self, kinds: &[Kind]) -> Result<bool, YamlError> {
        let kind = &self.scanner.peek()?.kind;
        Ok(kinds.contains(kind))
    }

    fn node(&mut self, block: bool, indentless: bool) -> Result<Raw, YamlError> {
        self.nodes += 1;
        let mark = self.scanner.peek()?.start;
        if self.nodes > MAX_NODES {
            return Err(mark.error(format!("front matter has more than {MAX_NODES} values")));
        }
        if let Kind::Alias(name) = &self.scanner.peek()?.kind {
            let name = name.clone();
            let id = self.anchors.get(&name).copied();
            let id =
                id.ok_or_else(|| mark.error(format!("nothing before this is named `&{name}`")))?;
            let token = self.scanner.take()?;
            return Ok(raw(RawKind::Alias(id), &token, Style::Alias));
        }
        let properties = self.properties()?;
        let mut node = self.content(block, indentless, &properties)?;
        node.start = offset(properties.start).min(node.span.start);
        node.anchor = properties.anchor;
        node.tag = properties.tag;
        Ok(node)
    }

    /// An anchor and a tag, in either order.
    fn properties(&mut self) -> Result<Properties, YamlError> {
        let start = self.scanner.peek()?.start;
        let mut properties = Properties {
            start,
            end: start,
            anchor: None,
            tag: None,
        };
        loop {
            match &self.scanner.peek()?.kind {
                Kind::Anchor(name) if properties.anchor.is_none() => {
                    let name = name.clone();
                    properties.anchor = Some(self.next_anchor);
                    self.anchors.insert(name, self.next_anchor);
                    self.next_anchor += 1;
                }
                Kind::Tag(tag) if properties.tag.is_none() => properties.tag = Some(tag.clone()),
                _ => return Ok(properties),
            }
            properties.end = self.scanner.take()?.end;
        }
    }

    fn content(
        &mut self,
        block: bool,
        indentless: bool,
        properties: &Properties,
    ) -> Result<Raw, YamlError> {
        let token = self.scanner.peek()?.clone();
        match token.kind {
            Kind::BlockEntry if indentless => {
                self.nested(|parser| parser.indentless_list(token.start))
            }
            Kind::Scalar(text, style) => {
                let token = self.scanner.take()?;
                Ok(raw(RawKind::Scalar(text), &token, style))
            }
            Kind::FlowSequenceStart => self.bracketed('[', token.start, Self::flow_list),
            Kind::FlowMappingStart => self.bracketed('{', token.start, Self::flow_map),
            Kind::BlockSequenceStart if block => self.nested(Self::block_list),
            Kind::BlockMappingStart if block => self.nested(Self::block_map),
            _ if properties.anchor.is_some() || properties.tag.is_some() => {
                Ok(empty(properties.end))
            }
            _ => Err(token
                .start
                .error("a value was expected here")
                .advise(IN_QUOTES)),
        }
    }

    fn nested(
        &mut self,
        parse: impl FnOnce(&mut Self) -> Result<Raw, YamlError>,
    ) -> Result<Raw, YamlError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let mark = self.scanner.peek()?.start;
            return Err(mark.error(format!("lists and maps are nested deeper than {MAX_DEPTH}")));
        }
        let node = parse(self);
        self.depth -= 1;
        node
    }

    fn bracketed(
        &mut self,
        sign: char,
        open: Mark,
        parse: impl FnOnce(&mut Self) -> Result<Raw, YamlError>,
    ) -> Result<Raw, YamlError> {
        self.nested(parse).map_err(|error| {
            let error = blame::quote(self.text, &self.scanner.quoted, error);
            blame::bracket(self.text, open, sign, error)
        })
    }

    fn block_list(&mut self) -> Result<Raw, YamlError> {
        let start = self.scanner.take()?.start;
        let mut items = Vec::new();
        loop {
            let token = self.scanner.take()?;
            match token.kind {
                Kind::BlockEntry => {
                    let is_empty = self.next_is(&[Kind::BlockEntry, Kind::BlockEnd])?;
                    items.push(if is_empty {
                        empty(token.end)
                    } else {
                        self.node(true, false)?
                    });
                }
                Kind::BlockEnd => return Ok(list(items, start)),
                _ => {
                    return Err(token
                        .start
                        .error("the lines of a list must begin with `-` in one column")
                        .advise("indent all its lines alike"));
                }
            }
        }
    }

    /// A list whose dashes stand in the column of its key.
    fn indentless_list(&mut self, start: Mark) -> Result<Raw, YamlError> {
        let mut items = Vec::new();
        while self.next_is(&[Kind::BlockEntry])? {
            let token = self.scanner.take()?;
            let is_empty =
                self.next_is(&[Kind::BlockEntry, Kind::Key, Kind::Value, Kind::BlockEnd])?;
            items.push(if is_empty {
                empty(token.end)
            } else {
                self.node(true, false)?
            });
        }
        Ok(list(items, start))
    }

    fn block_map(&mut self) -> Result<Raw, YamlError> {
        const NO_NODE: [Kind; 3] = [Kind::Key, Kind::Value, Kind::BlockEnd];
        let start = self.scanner.take()?.start;
        let mut pairs = Vec::new();
        loop {
            let token = self.scanner.take()?;
            match token.kind {
                Kind::Key => {
                    let key = if self.next_is(&NO_NODE)? {
                        empty(token.end)
                    } else {
                        self.node(true, true)?
                    };
                    let next = self.scanner.peek()?;
                    let value = if next.kind == Kind::Value {
                        let colon = self.scanner.take()?;
                        if self.next_is(&NO_NODE)? {
                            empty(colon.end)
                        } else {
                            self.node(true, true)?
                        }
                    } else {
                        empty(next.start)
                    };
                    pairs.push((key, value));
                }
                Kind::BlockEnd => return Ok(map(pairs, start)),
                _ => return Err(not_a_pair(&token)),
            }
        }
    }

    fn flow_list(&mut self) -> Result<Raw, YamlError> {
        let open = self.scanner.take()?;
        let mut items: Vec<Raw> = Vec::new();
        loop {
            if !items.is_empty() && !self.next_is(&[Kind::FlowSequenceEnd])? {
                let comma = self.scanner.take()?;
                if comma.kind != Kind::FlowEntry {
                    return Err(comma
                        .start
                        .error("a `,` or `]` was expected here")
                        .advise(IN_QUOTES));
                }
            }
            let token = self.scanner.peek()?.clone();
            match token.kind {
                Kind::FlowSequenceEnd => {
                    let close = self.scanner.take()?;
                    return Ok(spanned(RawKind::List(items), &open, &close));
                }
                Kind::Key => items.push(self.nested(Self::single_pair)?),
                _ => items.push(self.node(false, false)?),
            }
        }
    }

    /// `[key: value]`
    fn single_pair(&mut self) -> Result<Raw, YamlError> {
        let sign = self.scanner.take()?;
        let ends = [Kind::FlowEntry, Kind::FlowSequenceEnd];
        let key = if self.next_is(&[Kind::Value, Kind::FlowEntry, Kind::FlowSequenceEnd])? {
            // libyaml takes the token along here, and so loses its place: an error most times.
            empty(self.scanner.take()?.end)
        } else {
            self.node(false, false)?
        };
        let next = self.scanner.peek()?.clone();
        let value = if next.kind == Kind::Value {
            let colon = self.scanner.take()?;
            if self.next_is(&ends)? {
                empty(colon.end)
            } else {
                self.node(false, false)?
            }
        } else {
            empty(next.start)
        };
        let span = offset(sign.start).min(key.start)..value.span.end.max(key.span.end);
        Ok(Raw {
            start: span.start,
            span,
            ..bare(RawKind::Map(vec![(key, value)]), Style::Flow)
        })
    }

    fn flow_map(&mut self) -> Result<Raw, YamlError> {
        let open = self.scanner.take()?;
        let mut pairs: Vec<(Raw, Raw)> = Vec::new();
        loop {
            if !pairs.is_empty() && !self.next_is(&[Kind::FlowMappingEnd])? {
                let comma = self.scanner.take()?;
                if comma.kind != Kind::FlowEntry {
                    return Err(comma
                        .start
                        .error("a `,` or `}` was expected here")
                        .advise(IN_QUOTES));
                }
            }
            let token = self.scanner.peek()?.clone();
            match token.kind {
                Kind::FlowMappingEnd => {
                    let close = self.scanner.take()?;
                    return Ok(spanned(RawKind::Map(pairs), &open, &close));
                }
                Kind::Key => pairs.push(self.flow_pair()?),
                _ => {
                    let key = self.node(false, false)?;
                    let end = self.scanner.peek()?.start;
                    pairs.push((key, empty(end)));
                }
            }
        }
    }

    fn flow_pair(&mut self) -> Result<(Raw, Raw), YamlError> {
        let ends = [Kind::FlowEntry, Kind::FlowMappingEnd];
        self.scanner.take()?;
        let key = if self.next_is(&[Kind::Value, Kind::FlowEntry, Kind::FlowMappingEnd])? {
            empty(self.scanner.peek()?.start)
        } else {
            self.node(false, false)?
        };
        let next = self.scanner.peek()?.clone();
        if next.kind != Kind::Value {
            return Ok((key, empty(next.start)));
        }
        let colon = self.scanner.take()?;
        let value = if self.next_is(&ends)? {
            empty(colon.end)
        } else {
            self.node(false, false)?
        };
        Ok((key, value))
    }
}

/// What stands where a key should.
fn not_a_pair(token: &Token) -> YamlError {
    let (what, hint) = match token.kind {
        Kind::BlockMappingStart | Kind::BlockSequenceStart => (
            "the indentation of this line fits no line above",
            "indent it like the lines that it belongs to",
        ),
        Kind::BlockEntry => (
            "an item of a list cannot stand among keys",
            "put it below its key",
        ),
        Kind::Scalar(..) => ("text cannot go on here", "put all of the text in quotes"),
        _ => ("a line of `key: value` was expected here", KEY_AND_VALUE),
    };
    token.start.error(what).advise(hint)
}

/// The offset in the YAML text, the fence in front of it taken off.
fn offset(mark: Mark) -> usize {
    mark.byte.saturating_sub(FENCE.len())
}

fn bare(kind: RawKind, style: Style) -> Raw {
    Raw {
        kind,
        span: 0..0,
        start: 0,
        style,
        anchor: None,
        tag: None,
    }
}

fn spanned(kind: RawKind, from: &Token, to: &Token) -> Raw {
    Raw {
        span: offset(from.start)..offset(to.end),
        start: offset(from.start),
        ..bare(kind, Style::Flow)
    }
}

fn raw(kind: RawKind, token: &Token, style: Style) -> Raw {
    Raw {
        span: offset(token.start)..offset(token.end),
        start: offset(token.start),
        ..bare(kind, style)
    }
}

fn empty(mark: Mark) -> Raw {
    let at = offset(mark);
    Raw {
        span: at..at,
        start: at,
        ..bare(RawKind::Scalar(String::new()), Style::Plain)
    }
}

fn list(items: Vec<Raw>, start: Mark) -> Raw {
    let end = items
        .iter()
        .map(|item| item.span.end)
        .max()
        .unwrap_or(offset(start));
    Raw {
        span: offset(start)..end,
        start: offset(start),
        ..bare(RawKind::List(items), Style::Block)
    }
}

fn map(pairs: Vec<(Raw, Raw)>, start: Mark) -> Raw {
    let end = pairs
        .iter()
        .map(|(key, value)| value.span.end.max(key.span.end))
        .max()
        .unwrap_or(offset(start));
    Raw {
        span: offset(start)..end,
        start: offset(start),
        ..bare(RawKind::Map(pairs), Style::Block)
    }
}
