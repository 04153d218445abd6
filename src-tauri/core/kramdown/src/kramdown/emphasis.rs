//! Emphasis, strong emphasis and strikethrough.

use crate::kramdown::inline::{MAX_DEPTH, Spans, Stop};
use crate::kramdown::scan::is_space;
use crate::kramdown::tree::{Content, HtmlElement, Kind, Node};
use crate::options::Input;

impl Spans<'_> {
    /// Reads emphasis, or leaves its signs as text.
    pub(crate) fn emphasis_span(&mut self, into: &mut Node) -> bool {
        let sign = self.text.as_bytes()[self.at];
        let double = self.byte(1) == Some(sign);
        let length = 1 + usize::from(double);
        let start = self.at;
        let delimiter = &self.text[start..start + length];
        if !self.opens(sign, double, length) || self.depth > MAX_DEPTH || self.budget == 0 {
            self.add_text(into, start..start + length);
            self.at += length;
            return true;
        }
        let mut node = self.try_emphasis(delimiter);
        if node.is_none() && double && !matches!(into.kind, Kind::Emphasis) {
            self.at = start;
            node = self.try_emphasis(&delimiter[..1]);
        }
        if let Some(node) = node {
            into.children.push(node);
        } else {
            self.add_text(into, start..start + length);
            self.at = start + length;
        }
        true
    }

    fn opens(&self, sign: u8, double: bool, length: usize) -> bool {
        let before = &self.text[..self.at];
        let after_letter = sign == b'_'
            && before
                .strip_suffix('-')
                .unwrap_or(before)
                .ends_with(char::is_alphabetic);
        let before_space = self.text[self.at + length..]
            .bytes()
            .next()
            .is_some_and(crate::kramdown::scan::is_space);
        let inside = if double {
            self.strong > 0
        } else {
            self.emphasis > 0
        };
        !(after_letter || before_space || inside)
    }

    /// Reads from `delimiter` to the one that closes it.
    fn try_emphasis(&mut self, delimiter: &str) -> Option<Node> {
        let double = delimiter.len() == 2;
        let mut node = Node::new(if double { Kind::Strong } else { Kind::Emphasis });
        self.at += delimiter.len();
        self.emphasis += usize::from(!double);
        self.strong += usize::from(double);
        let found = self.read(&mut node, &mut Stop::Emphasis { delimiter });
        self.emphasis -= usize::from(!double);
        self.strong -= usize::from(double);
        found.then(|| {
            self.at += delimiter.len();
            node
        })
    }

    pub(crate) fn emphasis_stops(&self, into: &Node, delimiter: &str) -> bool {
        let rest = self.rest();
        let Some(after) = rest.strip_prefix(delimiter) else {
            return false;
        };
        if self
            .previous()
            .is_some_and(|c| c.is_ascii() && crate::kramdown::scan::is_space(c as u8))
        {
            return false;
        }
        let sign = char::from(delimiter.as_bytes()[0]);
        let run = rest.len() - rest.trim_start_matches(sign).len();
        let single = delimiter.len() == 1;
        let doubled = single && run == 2;
        let inside_word = sign == '_' && after.starts_with(char::is_alphanumeric);
        !doubled && !inside_word && !into.children.is_empty()
    }

    /// `~~text~~` in GFM.
    pub(crate) fn strikethrough(&mut self, into: &mut Node) -> bool {
        if self.context.options.input != Input::Gfm || self.depth > MAX_DEPTH || self.budget == 0 {
            return false;
        }
        let inner = &self.text[self.at + 2..];
        if inner.starts_with(|c: char| c.is_ascii() && is_space(c as u8) || c == '~') {
            return false;
        }
        let Some(end) = self.strike_end(inner) else {
            return false;
        };
        let element = HtmlElement {
            name: "del".into(),
            content: Content::Span,
            closed: false,
            block: false,
        };
        let mut node = Node::new(Kind::Html(element));
        let mut nested = self.fresh(&inner[..end]);
        nested.breaks = false;
        nested.read(&mut node, &mut Stop::Never);
        self.budget = nested.budget;
        into.children.push(node);
        self.at += end + 4;
        true
    }

    /// Where a closing `~~` follows that stands behind something else than a blank or `~`.
    fn strike_end(&mut self, inner: &str) -> Option<usize> {
        let mut from = 1;
        while let Some(found) = inner
            .as_bytes()
            .get(from..)
            .and_then(|rest| rest.windows(2).position(|pair| pair == b"~~"))
        {
            let at = from + found;
            if !is_space(inner.as_bytes()[at - 1]) && inner.as_bytes()[at - 1] != b'~' {
                self.pay(at);
                return Some(at);
            }
            from = at + 1;
        }
        self.pay(inner.len());
        None
    }
}
