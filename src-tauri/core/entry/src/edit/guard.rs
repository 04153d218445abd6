//! The two guards that every edit passes or is refused by.

use super::front::{Front, Pair};
use super::{EditError, TextEdit, apply};
use crate::psych::{self, Entry, Style, Value};
use crate::split;

/// The first of the candidates that reads back as meant and touches nothing else.
pub(super) fn first_good(
    text: &str,
    key: &str,
    wanted: Option<&Value>,
    candidates: Vec<Vec<TextEdit>>,
    place: Option<(&Front, &Pair)>,
) -> Result<Vec<TextEdit>, EditError> {
    let mut refusal = None;
    for edits in candidates {
        let verdict = lost_comment(&edits, place)
            .map_or(Ok(()), Err)
            .and_then(|()| check(text, &edits, key, wanted));
        match verdict {
            Ok(()) => return Ok(edits),
            Err(error) => {
                refusal.get_or_insert(error);
            }
        }
    }
    let anchored = place.and_then(|(front, pair)| front.anchor_in_use(pair, false));
    Err(anchored
        .or(refusal)
        .unwrap_or_else(|| EditError::CannotWrite {
            key: key.to_owned(),
        }))
}

/// A comment that a replaced value would take along. (A removed line takes its own along.)
fn lost_comment(edits: &[TextEdit], place: Option<(&Front, &Pair)>) -> Option<EditError> {
    let (front, pair) = place?;
    let whole_value = |edit: &&TextEdit| {
        let range =
            edit.range.start.saturating_sub(front.base)..edit.range.end.saturating_sub(front.base);
        range.start >= pair.colon_end
            && range.end >= pair.value.span.end
            && pair.value.style == Style::Block
            && !edit.text.is_empty()
    };
    let edit = edits.iter().find(whole_value)?;
    let range = edit.range.start - front.base..edit.range.end - front.base;
    let comment = front.comment_in(&range)?;
    Some(EditError::LosesComment {
        key: pair.name.to_owned(),
        line: front.line_number(comment.start),
    })
}

fn check(
    text: &str,
    edits: &[TextEdit],
    key: &str,
    wanted: Option<&Value>,
) -> Result<(), EditError> {
    let cannot = || EditError::CannotWrite {
        key: key.to_owned(),
    };
    let in_order = edits
        .windows(2)
        .all(|pair| pair[0].range.end <= pair[1].range.start);
    if !in_order
        || edits
            .iter()
            .any(|edit| text.get(edit.range.clone()).is_none())
    {
        return Err(cannot());
    }
    let changed = apply(text, edits);
    if !keeps_the_rest(text, &changed, edits) {
        return Err(cannot());
    }
    let before = entries(text).ok_or_else(cannot)?;
    let after = entries(&changed).ok_or_else(cannot)?;
    let expected = expected(before, key, wanted);
    let differs = |index: usize| match (expected.get(index), after.get(index)) {
        (Some((name, value)), Some(entry)) => *name != entry.key || *value != entry.node.value,
        _ => true,
    };
    match (0..expected.len().max(after.len())).find(|index| differs(*index)) {
        None => Ok(()),
        Some(index) => {
            let other = expected.get(index).map_or("", |(name, _)| name.as_str());
            if other.is_empty() || other == key {
                Err(cannot())
            } else {
                Err(EditError::ChangesOther {
                    key: key.to_owned(),
                    other: other.to_owned(),
                })
            }
        }
    }
}

/// The old map with exactly this key changed.
fn expected(before: Vec<Entry>, key: &str, wanted: Option<&Value>) -> Vec<(String, Value)> {
    let mut expected: Vec<_> = before
        .into_iter()
        .map(|entry| (entry.key, entry.node.value))
        .collect();
    let place = expected.iter().position(|(name, _)| name == key);
    match (place, wanted) {
        (Some(index), Some(value)) => expected[index].1 = value.clone(),
        (Some(index), None) => {
            expected.remove(index);
        }
        (None, Some(value)) => expected.push((key.to_owned(), value.clone())),
        (None, None) => {}
    }
    expected
}

fn entries(text: &str) -> Option<Vec<Entry>> {
    let split = split::split(text);
    match split.front_matter {
        Some(front_matter) => psych::read(&text[front_matter.yaml]).ok(),
        None if split.unclosed => None,
        None => Some(Vec::new()),
    }
}

/// The edits lie within the front matter; mark, fences and body keep their bytes.
fn keeps_the_rest(text: &str, changed: &str, edits: &[TextEdit]) -> bool {
    let before = split::split(text);
    let after = split::split(changed);
    if before.bom != after.bom || after.front_matter.is_none() {
        return false;
    }
    let new_body = &changed[after.body..];
    let old_body = &text[before.body..];
    match &before.front_matter {
        // Blank lines before a body that had no front matter are taken along by the new fence.
        None => old_body.trim_start() == new_body.trim_start() && old_body.ends_with(new_body),
        Some(front_matter) => {
            let yaml = &front_matter.yaml;
            let inside = edits
                .iter()
                .all(|edit| yaml.start <= edit.range.start && edit.range.end <= yaml.end);
            inside && old_body == new_body
        }
    }
}
