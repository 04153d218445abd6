//! The changes that lead from one text to another, small enough to keep carets in place.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Beyond this many lines on both sides together, what differs is replaced as one piece:
/// Myers' algorithm takes the square of it when nothing is common.
const MAXIMUM_LINES: usize = 4_000;

/// One piece of the old text, by bytes, and the bytes of the new text that replace it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Replaced {
    pub(crate) old: Range<usize>,
    pub(crate) new: Range<usize>,
}

/// Ascending, disjoint pieces in which `old` and `new` differ, cut at character boundaries.
pub(crate) fn pieces(old: &str, new: &str) -> Vec<Replaced> {
    let hunks = hunks(old, new).into_iter();
    hunks
        .filter_map(|hunk| kept(trim(old, new, &hunk)))
        .collect()
}

/// Ascending, disjoint runs of whole lines in which `old` and `new` differ; less than lines where
/// they differ in one place only by what one of them has more.
pub(crate) fn hunks(old: &str, new: &str) -> Vec<Replaced> {
    let everything = Replaced {
        old: 0..old.len(),
        new: 0..new.len(),
    };
    let whole = trim(old, new, &everything);
    if whole.old.is_empty() || whole.new.is_empty() {
        return kept(whole).into_iter().collect();
    }
    let whole = to_whole_lines(old, new, &whole);
    let old_lines: Vec<&str> = old[whole.old.clone()].split_inclusive('\n').collect();
    let new_lines: Vec<&str> = new[whole.new.clone()].split_inclusive('\n').collect();
    if old_lines.len() + new_lines.len() > MAXIMUM_LINES {
        return kept(trim(old, new, &whole)).into_iter().collect();
    }
    let old_starts = starts(&old_lines, whole.old.start);
    let new_starts = starts(&new_lines, whole.new.start);
    let (mut old_line, mut new_line) = (0, 0);
    let mut hunks = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &old_lines, &new_lines) {
        // Only the lengths: `similar` 2.7 shifts an operation without its other side's index.
        let (old_end, new_end) = (
            old_line + op.old_range().len(),
            new_line + op.new_range().len(),
        );
        let piece = Replaced {
            old: old_starts[old_line]..old_starts[old_end],
            new: new_starts[new_line]..new_starts[new_end],
        };
        if !matches!(op, DiffOp::Equal { .. }) {
            hunks.push(piece);
        }
        (old_line, new_line) = (old_end, new_end);
    }
    hunks
}

/// Without the characters that both sides begin and end with.
pub(crate) fn trim(old: &str, new: &str, piece: &Replaced) -> Replaced {
    let (before, after) = (&old[piece.old.clone()], &new[piece.new.clone()]);
    let head = common(before.bytes(), after.bytes());
    let head = (0..=head)
        .rev()
        .find(|&at| boundary(before, after, at, at))
        .unwrap_or(0);
    let (before, after) = (&before[head..], &after[head..]);
    let tail = common(before.bytes().rev(), after.bytes().rev());
    let (old_length, new_length) = (before.len(), after.len());
    let fits = |tail: &usize| boundary(before, after, old_length - tail, new_length - tail);
    let tail = (0..=tail).rev().find(fits).unwrap_or(0);
    Replaced {
        old: piece.old.start + head..piece.old.end - tail,
        new: piece.new.start + head..piece.new.end - tail,
    }
}

fn boundary(before: &str, after: &str, old: usize, new: usize) -> bool {
    before.is_char_boundary(old) && after.is_char_boundary(new)
}

fn common(left: impl Iterator<Item = u8>, right: impl Iterator<Item = u8>) -> usize {
    left.zip(right)
        .take_while(|(left, right)| left == right)
        .count()
}

fn kept(piece: Replaced) -> Option<Replaced> {
    (!piece.old.is_empty() || !piece.new.is_empty()).then_some(piece)
}

/// Grows a trimmed piece to whole lines, so that a diff by lines can match them.
fn to_whole_lines(old: &str, new: &str, piece: &Replaced) -> Replaced {
    let head = old[..piece.old.start]
        .rfind('\n')
        .map_or(piece.old.start, |at| piece.old.start - at - 1);
    let rest = &old[piece.old.end..];
    let tail = rest.find('\n').map_or(rest.len(), |at| at + 1);
    debug_assert_eq!(&new[piece.new.end..piece.new.end + tail], &rest[..tail]);
    Replaced {
        old: piece.old.start - head..piece.old.end + tail,
        new: piece.new.start - head..piece.new.end + tail,
    }
}

fn starts(lines: &[&str], from: usize) -> Vec<usize> {
    let ends = lines.iter().scan(from, |end, line| {
        *end += line.len();
        Some(*end)
    });
    std::iter::once(from).chain(ends).collect()
}
