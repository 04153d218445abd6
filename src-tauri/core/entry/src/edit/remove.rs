//! Removes a key with its lines.

use super::TextEdit;
use super::front::{Front, Pair};

/// The ways to remove every pair of this name.
pub(super) fn candidates(front: &Front, key: &str) -> Vec<Vec<TextEdit>> {
    let pairs = front.pairs();
    if front.root_is_flow().is_some() {
        return vec![from_brackets(front, &pairs, key)];
    }
    let named: Vec<_> = pairs.iter().filter(|pair| pair.name == key).collect();
    let lines = |with_blank_lines: bool| {
        named
            .iter()
            .filter_map(|pair| line_edit(front, pair, with_blank_lines))
            .collect::<Vec<_>>()
    };
    [lines(false), lines(true)]
        .into_iter()
        .filter(|edits| edits.len() == named.len())
        .collect()
}

/// Whole lines; with the blank lines after them where they would else join the value before.
fn line_edit(front: &Front, pair: &Pair, with_blank_lines: bool) -> Option<TextEdit> {
    let start = front.line_start(pair.key.start);
    let before = front.yaml[start..pair.key.start].trim_matches([' ', '\t']);
    if !matches!(before, "" | "?") {
        return None;
    }
    let mut end = front.next_line(pair.end);
    while with_blank_lines && end < front.yaml.len() {
        let next = front.next_line(end);
        if !front.yaml[end..next].trim().is_empty() {
            break;
        }
        end = next;
    }
    Some(front.edit(start..end, ""))
}

fn from_brackets(front: &Front, pairs: &[Pair], key: &str) -> Vec<TextEdit> {
    let Some(root) = front.root_is_flow() else {
        return Vec::new();
    };
    let mut edits = Vec::new();
    let mut kept_end = None;
    for (index, pair) in pairs.iter().enumerate() {
        if pair.name != key {
            kept_end = Some(pair.end);
            continue;
        }
        match (kept_end, pairs.get(index + 1)) {
            (_, Some(next)) => edits.push(front.edit(pair.key.start..next.key.start, "")),
            (Some(end), None) => edits.push(front.edit(end..pair.end, "")),
            (None, None) => {
                edits.push(front.edit(pair.key.start..root.span.end.saturating_sub(1), ""));
            }
        }
    }
    edits
}
