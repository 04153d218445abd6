//! Changes a list of texts item by item, so that what stays keeps its bytes.

use super::TextEdit;
use super::front::{Front, Pair};
use super::{quote, scalar};
use crate::psych::{Raw, RawKind, Style, Value};

/// A list in brackets.
pub(super) fn flow(items: &[String]) -> String {
    let items: Vec<_> = items
        .iter()
        .map(|item| quote::plain_or_double(item, true))
        .collect();
    format!("[{}]", items.join(", "))
}

/// The ways to put a list in the place of a value, the most faithful first.
pub(super) fn replacements(
    front: &Front,
    pair: &Pair,
    items: &[String],
    old: Option<&Value>,
) -> Vec<Vec<TextEdit>> {
    let mut candidates = Vec::new();
    if let (RawKind::List(raws), Some(Value::List(nodes))) = (&pair.value.kind, old)
        && raws.len() == nodes.len()
    {
        let texts: Vec<_> = nodes.iter().map(|node| &node.value).collect();
        let change = Change::new(front, pair, raws, &texts, items);
        candidates.extend(change.edits());
    }
    if pair.value.style == Style::Block
        && !items.is_empty()
        && matches!(pair.value.kind, RawKind::List(_))
    {
        candidates.push(vec![front.replace_all(pair, block(front, pair, items))]);
    }
    candidates.push(vec![front.replace_all(pair, format!(" {}", flow(items)))]);
    candidates
}

fn block(front: &Front, pair: &Pair, items: &[String]) -> String {
    let dash = front.yaml[..pair.value.span.end].rfind('-').unwrap_or(0);
    let column = (pair.value.span.start - front.line_start(pair.value.span.start)).min(dash);
    items.iter().fold(String::new(), |mut written, item| {
        written.push_str(front.line_break);
        written.push_str(&" ".repeat(column));
        written.push_str("- ");
        written.push_str(&quote::plain_or_double(item, false));
        written
    })
}

/// What is to change between the items that stay at both ends.
struct Change<'list> {
    front: &'list Front<'list>,
    pair: &'list Pair<'list>,
    raws: &'list [Raw],
    /// How many items stay in front.
    kept: usize,
    /// The first item that stays behind.
    tail: usize,
    wanted: &'list [String],
}

impl<'list> Change<'list> {
    fn new(
        front: &'list Front,
        pair: &'list Pair,
        raws: &'list [Raw],
        old: &[&Value],
        new: &'list [String],
    ) -> Self {
        let is_same =
            |value: &Value, text: &String| matches!(value, Value::Text(old) if old == text);
        let kept = old
            .iter()
            .zip(new)
            .take_while(|(value, text)| is_same(value, text))
            .count();
        let room = old.len().min(new.len()) - kept;
        let behind = old
            .iter()
            .rev()
            .zip(new.iter().rev())
            .take(room)
            .take_while(|(value, text)| is_same(value, text))
            .count();
        Self {
            front,
            pair,
            raws,
            kept,
            tail: old.len() - behind,
            wanted: &new[kept..new.len() - behind],
        }
    }

    fn edits(&self) -> Option<Vec<TextEdit>> {
        let in_brackets = self.pair.value.style == Style::Flow;
        let replaced = (self.tail - self.kept).min(self.wanted.len());
        let mut edits = Vec::new();
        for (raw, text) in self.raws[self.kept..].iter().zip(&self.wanted[..replaced]) {
            if raw.span.is_empty() || !matches!(raw.kind, RawKind::Scalar(_) | RawKind::Alias(_)) {
                return None;
            }
            if matches!(raw.style, Style::Literal | Style::Folded) {
                return None;
            }
            edits.push(self.front.edit(
                raw.span.clone(),
                scalar::in_style(text, raw.style, in_brackets),
            ));
        }
        let from = self.kept + replaced;
        let more = &self.wanted[replaced..];
        match (in_brackets, more.is_empty()) {
            (true, false) => edits.push(self.insert_in_brackets(from, more)?),
            (false, false) => edits.push(self.insert_lines(from, more)?),
            (true, true) => edits.extend(self.remove_from_brackets(from)),
            (false, true) if from < self.tail => edits.push(self.remove_lines(from)?),
            (false, true) => {}
        }
        Some(edits)
    }

    /// The style of a new item: that of its neighbour.
    fn written(&self, at: usize, text: &str, in_brackets: bool) -> String {
        let neighbour = at
            .checked_sub(1)
            .and_then(|index| self.raws.get(index))
            .or_else(|| self.raws.get(at));
        let style = neighbour.map_or(Style::Plain, |raw| raw.style);
        scalar::in_style(text, style, in_brackets)
    }

    fn insert_in_brackets(&self, at: usize, more: &[String]) -> Option<TextEdit> {
        let separator = self.separator();
        let items: Vec<_> = more
            .iter()
            .map(|text| self.written(at, text, true))
            .collect();
        let items = items.join(&separator);
        if let Some(before) = at.checked_sub(1) {
            let end = self.raws.get(before)?.span.end;
            return Some(self.front.edit(end..end, format!("{separator}{items}")));
        }
        if let Some(next) = self.raws.first() {
            return Some(
                self.front
                    .edit(next.start..next.start, format!("{items}{separator}")),
            );
        }
        let span = &self.pair.value.span;
        Some(self.front.edit(span.start + 1..span.end - 1, items))
    }

    /// What stands between two items, when that is only a comma and white space.
    fn separator(&self) -> String {
        let between = match self.raws {
            [one, two, ..] => self.front.yaml.get(one.span.end..two.start).unwrap_or(", "),
            _ => ", ",
        };
        let is_simple = between.trim_matches([' ', '\t', '\r', '\n']) == ",";
        if is_simple {
            between.to_owned()
        } else {
            ", ".to_owned()
        }
    }

    fn remove_from_brackets(&self, from: usize) -> Option<TextEdit> {
        let first = self.raws.get(from).filter(|_| from < self.tail)?;
        let last = &self.raws[self.tail - 1];
        let span = &self.pair.value.span;
        let range = match (self.raws.get(self.tail), from.checked_sub(1)) {
            (Some(next), _) => first.start..next.start,
            (None, Some(before)) => self.raws[before].span.end..last.span.end,
            (None, None) => span.start + 1..span.end - 1,
        };
        Some(self.front.edit(range, ""))
    }

    fn insert_lines(&self, at: usize, more: &[String]) -> Option<TextEdit> {
        let indent = self.indent()?;
        let line_break = self.front.line_break;
        if let Some(before) = at.checked_sub(1) {
            let end = self.front.line_text_end(self.raws.get(before)?.span.end);
            let lines = more
                .iter()
                .map(|text| format!("{line_break}{indent}- {}", self.written(at, text, false)));
            return Some(self.front.edit(end..end, lines.collect::<String>()));
        }
        let dash = self.dash(0)?;
        let lines = more
            .iter()
            .map(|text| format!("- {}{line_break}{indent}", self.written(at, text, false)));
        Some(self.front.edit(dash..dash, lines.collect::<String>()))
    }

    fn remove_lines(&self, from: usize) -> Option<TextEdit> {
        if from == 0 && self.tail == self.raws.len() {
            return Some(self.front.replace_all(self.pair, " []".to_owned()));
        }
        let dash = self.dash(from)?;
        let start = self.front.line_start(dash);
        if !self.front.yaml[start..dash].trim_matches(' ').is_empty() {
            return None;
        }
        let last = &self.raws[self.tail - 1];
        let end = self
            .front
            .next_line(last.span.end.max(self.dash(self.tail - 1)?));
        Some(self.front.edit(start..end, ""))
    }

    fn indent(&self) -> Option<String> {
        let dash = self.dash(0)?;
        Some(" ".repeat(dash - self.front.line_start(dash)))
    }

    /// Where the dash of an item stands.
    fn dash(&self, index: usize) -> Option<usize> {
        let before = self.front.yaml[..self.raws.get(index)?.start]
            .trim_end_matches([' ', '\t', '\r', '\n']);
        before.ends_with('-').then(|| before.len() - 1)
    }
}
