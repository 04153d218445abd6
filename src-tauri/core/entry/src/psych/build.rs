//! From the parser's events to a tree that still knows anchors, tags and spans.

use std::collections::HashMap;
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, ScanError, Span, StrInput, StructureStyle, Tag};

use super::{MAX_BYTES, MAX_DEPTH, MAX_NODES, Style, YamlError, grammar};

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
    let mut builder = Builder {
        yaml,
        text: &text,
        parser: Parser::new_from_str_with_options(&text, options()),
        anchors: HashMap::new(),
        pending: None,
        comments: Vec::new(),
        nodes: 0,
    };
    let root = builder.document()?;
    let document = RawDocument {
        root,
        comments: builder.comments,
    };
    grammar::check_document(yaml, &document)?;
    Ok(document)
}

fn options() -> granit_parser::Options {
    granit_parser::options! {
        emit_anchor_events: true,
        bom_inside_document_as_content: true,
        block_scalar_eof_without_line_feed: true,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
        max_buffered_comment_events: MAX_NODES,
    }
}

struct Builder<'text> {
    yaml: &'text str,
    text: &'text str,
    parser: Parser<'text, StrInput<'text>>,
    /// Names by the parser's ids.
    anchors: HashMap<usize, Range<usize>>,
    pending: Option<(Event<'text>, Span)>,
    comments: Vec<Range<usize>>,
    nodes: usize,
}

impl<'text> Builder<'text> {
    fn document(&mut self) -> Result<Option<Raw>, YamlError> {
        loop {
            let Some((event, span)) = self.next()? else {
                return Ok(None);
            };
            match event {
                Event::StreamStart | Event::DocumentStart(..) => {}
                Event::StreamEnd | Event::DocumentEnd => return Ok(None),
                _ => {
                    let root = self.node(event, span)?;
                    // The end of the document must be well formed too.
                    self.next()?;
                    return Ok(Some(root));
                }
            }
        }
    }

    /// The next event that is not a comment, nor an anchor, which are noted on the way.
    fn next(&mut self) -> Result<Option<(Event<'text>, Span)>, YamlError> {
        if let Some(pending) = self.pending.take() {
            return Ok(Some(pending));
        }
        loop {
            match self.parser.next_event() {
                None => return Ok(None),
                Some(Err(error)) => return Err(self.scan_error(&error)),
                Some(Ok((Event::Comment(..), span))) => {
                    let range = self.range(&span);
                    self.comments.push(range);
                }
                Some(Ok((event, span))) => return Ok(Some((event, span))),
            }
        }
    }

    fn node(&mut self, event: Event<'text>, span: Span) -> Result<Raw, YamlError> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            let message = format!("front matter has more than {MAX_NODES} values");
            return Err(YamlError::at(self.yaml, self.range(&span).start, message));
        }
        let properties = self.properties(&event, &span)?;
        let range = self.range(&span);
        let mut raw = match event {
            Event::Scalar(text, style, ..) => self.scalar(text.into_owned(), style, range),
            Event::Alias(id) => bare(RawKind::Alias(id), range, Style::Alias),
            Event::SequenceStart(style, ..) => self.list(range, style)?,
            Event::MappingStart(style, ..) => self.map(range, style)?,
            _ => {
                return Err(YamlError::at(
                    self.yaml,
                    range.start,
                    "a value was expected here",
                ));
            }
        };
        raw.start = properties
            .start
            .unwrap_or(raw.span.start)
            .min(raw.span.start);
        raw.anchor = properties.anchor;
        raw.tag = properties.tag;
        Ok(raw)
    }

    fn properties(&mut self, event: &Event<'text>, span: &Span) -> Result<Properties, YamlError> {
        let tag_start = span.tag_span().map(|tag| self.range(&tag).start);
        let tag = event.tag().map(tag_name);
        let mut properties = Properties {
            start: tag_start,
            anchor: event.anchor_id(),
            tag,
        };
        if properties.anchor.is_none() {
            return Ok(properties);
        }
        if let Some((next, at)) = self.next()? {
            if let Event::Anchor(id, _) = next {
                let range = self.range(&at);
                properties.start = Some(tag_start.map_or(range.start, |tag| tag.min(range.start)));
                self.anchors.insert(id, range);
            } else {
                self.pending = Some((next, at));
            }
        }
        Ok(properties)
    }

    fn scalar(&self, text: String, style: ScalarStyle, range: Range<usize>) -> Raw {
        let style = match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted => Style::SingleQuoted,
            ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
            ScalarStyle::Literal => Style::Literal,
            ScalarStyle::Folded => Style::Folded,
        };
        let missing = style == Style::Plain && range.is_empty();
        let range = match style {
            Style::Literal | Style::Folded => self.with_header(range, style),
            _ => range,
        };
        let text = if missing { String::new() } else { text };
        bare(RawKind::Scalar(text), range, style)
    }

    /// The span of a block scalar from its `|` or `>` to the end of its last line of text.
    fn with_header(&self, range: Range<usize>, style: Style) -> Range<usize> {
        let sign = if style == Style::Literal { '|' } else { '>' };
        let mut line_end = range.start;
        loop {
            let before = self.yaml[..line_end].trim_end_matches(['\n', '\r', ' ', '\t']);
            let line_start = before.rfind('\n').map_or(0, |line_feed| line_feed + 1);
            if let Some(header) = header_start(&before[line_start..], sign) {
                let content = self.yaml[range.clone()].trim_end_matches(['\n', '\r', ' ', '\t']);
                let end = if content.is_empty() {
                    before.len()
                } else {
                    range.start + content.len()
                };
                let header = line_start + header;
                return header..end.max(header + 1);
            }
            if line_start == 0 {
                return range;
            }
            line_end = line_start - 1;
        }
    }

    fn list(&mut self, range: Range<usize>, style: StructureStyle) -> Result<Raw, YamlError> {
        let mut items = Vec::new();
        let mut end = range.end;
        loop {
            let Some((event, span)) = self.next()? else {
                break;
            };
            if matches!(event, Event::SequenceEnd) {
                end = self.collection_end(style, &span, end);
                break;
            }
            let item = self.node(event, span)?;
            end = end.max(item.span.end);
            items.push(item);
        }
        Ok(bare(
            RawKind::List(items),
            range.start..end,
            structure(style),
        ))
    }

    fn map(&mut self, range: Range<usize>, style: StructureStyle) -> Result<Raw, YamlError> {
        let mut pairs = Vec::new();
        let mut end = range.end;
        loop {
            let Some((event, span)) = self.next()? else {
                break;
            };
            if matches!(event, Event::MappingEnd) {
                end = self.collection_end(style, &span, end);
                break;
            }
            let key = self.node(event, span)?;
            let Some((event, span)) = self.next()? else {
                break;
            };
            let value = self.node(event, span)?;
            end = end.max(value.span.end);
            pairs.push((key, value));
        }
        Ok(bare(
            RawKind::Map(pairs),
            range.start..end,
            structure(style),
        ))
    }

    fn collection_end(&self, style: StructureStyle, span: &Span, last: usize) -> usize {
        match style {
            StructureStyle::Flow => self.range(span).end.max(last),
            StructureStyle::Block => last,
        }
    }

    /// A span in bytes of the YAML text, the fence in front of it taken off.
    fn range(&self, span: &Span) -> Range<usize> {
        let range = span.byte_range().unwrap_or(0..0);
        let offset = |byte: usize| byte.saturating_sub(FENCE.len()).min(self.yaml.len());
        offset(range.start)..offset(range.end)
    }

    fn scan_error(&self, error: &ScanError) -> YamlError {
        let line = error.marker().line().saturating_sub(1).max(1);
        let last = self.text.matches('\n').count().max(1);
        YamlError {
            line: line.min(last),
            column: error.marker().col() + 1,
            message: error.info(),
        }
    }
}

struct Properties {
    start: Option<usize>,
    anchor: Option<usize>,
    tag: Option<String>,
}

fn bare(kind: RawKind, span: Range<usize>, style: Style) -> Raw {
    Raw {
        kind,
        start: span.start,
        span,
        style,
        anchor: None,
        tag: None,
    }
}

fn structure(style: StructureStyle) -> Style {
    match style {
        StructureStyle::Flow => Style::Flow,
        StructureStyle::Block => Style::Block,
    }
}

fn tag_name(tag: &Tag) -> String {
    format!("{}{}", tag.handle(), tag.suffix())
}

/// Where in a line a block scalar's header begins, when the line ends in one.
fn header_start(line: &str, sign: char) -> Option<usize> {
    let mut found = None;
    for (at, _) in line.match_indices(sign) {
        let rest =
            line[at + 1..].trim_start_matches(|c: char| c == '-' || c == '+' || c.is_ascii_digit());
        let rest_is_blank = rest.trim_matches([' ', '\t']).is_empty();
        let rest_is_comment =
            rest.starts_with([' ', '\t']) && rest.trim_start_matches([' ', '\t']).starts_with('#');
        let begins_word = at == 0 || line[..at].ends_with([' ', '\t', '-', ':', '?']);
        if begins_word && (rest_is_blank || rest_is_comment) {
            found = found.or(Some(at));
        }
    }
    found
}
