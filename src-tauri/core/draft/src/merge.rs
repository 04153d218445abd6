//! Two people wrote on one text: what both changed apart is put together, what both changed alike
//! or against each other stands side by side for the author to settle.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// One of the three texts of a merge.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The whole text of the file.
    pub text: &'a str,
    /// First byte after the front matter, whose lines are merged one by one; what follows is
    /// merged by paragraph, since half of one sentence and half of another make no third.
    pub body: usize,
}

/// What became of two changed texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merge {
    /// Both sides' changes; where they clash, mine.
    pub text: String,
    /// Where they clash, ascending and disjoint.
    pub clashes: Vec<Clash>,
}

/// One place that both sides changed, each in its own way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// My wording, in bytes of the merged text; empty where I removed what they changed.
    pub range: Range<usize>,
    /// Their wording; empty where they removed what I changed.
    pub theirs: String,
}

/// Merges `mine` and `theirs`, both of which were once `base`.
///
/// Changes of neighbouring lines or paragraphs do not clash; only those of the same one do, and
/// two insertions at the same place.
pub fn merge(base: Side<'_>, mine: Side<'_>, theirs: Side<'_>) -> Merge {
    let base = pieces(base);
    let mine = Hunks::new(&base, pieces(mine));
    let theirs = Hunks::new(&base, pieces(theirs));
    let (mut mine_left, mut theirs_left) = (&mine.hunks[..], &theirs.hunks[..]);
    let mut merged = Merge {
        text: String::new(),
        clashes: Vec::new(),
    };
    let mut reached = 0;
    while let Some(first) = earlier(mine_left.first(), theirs_left.first()) {
        let mut old = first.old.clone();
        let (mut from_mine, mut from_theirs) = (0, 0);
        loop {
            if let Some(hunk) = mine_left
                .get(from_mine)
                .filter(|hunk| overlap(&old, &hunk.old))
            {
                old = cover(&old, &hunk.old);
                from_mine += 1;
            } else if let Some(hunk) = theirs_left
                .get(from_theirs)
                .filter(|hunk| overlap(&old, &hunk.old))
            {
                old = cover(&old, &hunk.old);
                from_theirs += 1;
            } else {
                break;
            }
        }
        merged.text.extend(base[reached..old.start].iter().copied());
        let my_text = mine.text(&base, &old, &mine_left[..from_mine]);
        let their_text = theirs.text(&base, &old, &theirs_left[..from_theirs]);
        if from_mine == 0 || from_theirs == 0 || my_text == their_text {
            merged.text.push_str(if from_mine == 0 {
                &their_text
            } else {
                &my_text
            });
        } else {
            let start = merged.text.len();
            merged.text.push_str(&my_text);
            merged.clashes.push(Clash {
                range: start..merged.text.len(),
                theirs: their_text,
            });
        }
        reached = old.end;
        (mine_left, theirs_left) = (&mine_left[from_mine..], &theirs_left[from_theirs..]);
    }
    merged.text.extend(base[reached..].iter().copied());
    merged
}

/// Pieces of the base that one side replaced, and pieces of that side in their place.
#[derive(Debug)]
struct Hunk {
    old: Range<usize>,
    new: Range<usize>,
}

/// How one side differs from the base.
struct Hunks<'a> {
    pieces: Vec<&'a str>,
    /// Ascending, with pieces of the base between them.
    hunks: Vec<Hunk>,
}

impl<'a> Hunks<'a> {
    fn new(base: &[&str], pieces: Vec<&'a str>) -> Self {
        let mut hunks: Vec<Hunk> = Vec::new();
        let (mut old, mut new) = (0, 0);
        for op in capture_diff_slices(Algorithm::Patience, base, &pieces) {
            // Only the lengths: `similar` 2.7 shifts an operation without its other side's index.
            let (old_end, new_end) = (old + op.old_range().len(), new + op.new_range().len());
            match hunks.last_mut() {
                _ if matches!(op, DiffOp::Equal { .. }) => {}
                Some(last) if last.old.end == old => {
                    (last.old.end, last.new.end) = (old_end, new_end);
                }
                _ => hunks.push(Hunk {
                    old: old..old_end,
                    new: new..new_end,
                }),
            }
            (old, new) = (old_end, new_end);
        }
        Self { pieces, hunks }
    }

    /// What became of the pieces `old` of the base, given the hunks among them.
    fn text(&self, base: &[&str], old: &Range<usize>, hunks: &[Hunk]) -> String {
        let mut text = String::new();
        let mut reached = old.start;
        for hunk in hunks {
            text.extend(base[reached..hunk.old.start].iter().copied());
            text.extend(self.pieces[hunk.new.clone()].iter().copied());
            reached = hunk.old.end;
        }
        text.extend(base[reached..old.end].iter().copied());
        text
    }
}

/// The hunk that comes first; an insertion before what stands at its place.
fn earlier<'h>(mine: Option<&'h Hunk>, theirs: Option<&'h Hunk>) -> Option<&'h Hunk> {
    mine.into_iter()
        .chain(theirs)
        .min_by_key(|hunk| (hunk.old.start, hunk.old.end))
}

fn overlap(left: &Range<usize>, right: &Range<usize>) -> bool {
    let same_place = left.is_empty() && right.is_empty() && left.start == right.start;
    let insertion_at_edge =
        left.is_empty() != right.is_empty() && (left.start == right.start || left.end == right.end);
    same_place
        || left == right
        || (left.start < right.end && right.start < left.end && !insertion_at_edge)
}

fn cover(left: &Range<usize>, right: &Range<usize>) -> Range<usize> {
    left.start.min(right.start)..left.end.max(right.end)
}

/// Lines of the front matter and paragraphs of the body, each followed by what separates it from
/// the next: its line's end and blank lines.
fn pieces(side: Side<'_>) -> Vec<&str> {
    let (front, body) = side.text.split_at(side.body);
    let mut pieces = Vec::new();
    for line in front.split_inclusive('\n') {
        push_parted(&mut pieces, line);
    }
    let (mut start, mut at, mut blank_before) = (0, 0, false);
    for line in body.split_inclusive('\n') {
        let blank = line.trim().is_empty();
        if !blank && blank_before {
            push_parted(&mut pieces, &body[start..at]);
            start = at;
        }
        blank_before = blank;
        at += line.len();
    }
    push_parted(&mut pieces, &body[start..]);
    pieces
}

fn push_parted<'a>(pieces: &mut Vec<&'a str>, piece: &'a str) {
    let (words, gap) = piece.split_at(piece.trim_end_matches(['\r', '\n']).len());
    pieces.extend([words, gap].into_iter().filter(|part| !part.is_empty()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn side(text: &str) -> Side<'_> {
        let body = text.find("---\n\n").map_or(0, |at| at + 4);
        Side { text, body }
    }

    fn merged(base: &str, mine: &str, theirs: &str) -> Merge {
        merge(side(base), side(mine), side(theirs))
    }

    #[test]
    fn changes_in_different_paragraphs_are_put_together() {
        let merge = merged(
            "one\n\ntwo\n\nthree\n",
            "ONE\n\ntwo\n\nthree\n",
            "one\n\ntwo\n\nTHREE\n\nfour\n",
        );
        assert_eq!(merge.text, "ONE\n\ntwo\n\nTHREE\n\nfour\n");
        assert_eq!(merge.clashes, []);
    }

    #[test]
    fn keys_of_the_front_matter_are_merged_line_by_line() {
        let merge = merged(
            "title: a\ntags: b\n---\n\ntext\n",
            "title: A\ntags: b\n---\n\ntext\n",
            "title: a\ntags: [b, c]\n---\n\ntext\n",
        );
        assert_eq!(merge.text, "title: A\ntags: [b, c]\n---\n\ntext\n");
        assert_eq!(merge.clashes, []);
    }

    #[test]
    fn a_paragraph_that_both_changed_stands_as_mine_with_theirs_beside_it() {
        let merge = merged(
            "head\n\nold words\n\nend\n",
            "head\n\nmy words\n\nend\n",
            "head\n\ntheir words\n\nend\n",
        );
        assert_eq!(merge.text, "head\n\nmy words\n\nend\n");
        let [clash] = &merge.clashes[..] else {
            panic!("{:?}", merge.clashes)
        };
        assert_eq!(&merge.text[clash.range.clone()], "my words");
        assert_eq!(clash.theirs, "their words");
    }

    #[test]
    fn line_breaks_of_another_kind_stay() {
        let merge = merged("a\r\n\r\nb\r\n", "A\r\n\r\nb\r\n", "a\r\n\r\nB\r\n");
        assert_eq!(merge.text, "A\r\n\r\nB\r\n");
    }

    fn text() -> impl Strategy<Value = String> {
        let line = prop_oneof!["[ab]{1,2}", Just(String::new())];
        (proptest::collection::vec(line, 0..12), any::<bool>())
            .prop_map(|(lines, ended)| lines.join("\n") + if ended { "\n" } else { "" })
    }

    proptest! {
        #[test]
        fn one_side_alone_wins_whole(base in text(), changed in text()) {
            for merge in [merged(&base, &changed, &base), merged(&base, &base, &changed), merged(&base, &changed, &changed)] {
                prop_assert_eq!(&merge.text, &changed);
                prop_assert_eq!(&merge.clashes, &[]);
            }
        }

        #[test]
        fn every_piece_of_either_side_is_kept_in_text_or_clash_unless_one_side_removed_it(
            base in text(), mine in text(), theirs in text(),
        ) {
            let merge = merged(&base, &mine, &theirs);
            let known = pieces(side(&base));
            let beside: String = merge.clashes.iter().map(|clash| clash.theirs.as_str()).collect();
            for piece in pieces(side(&mine)).into_iter().filter(|piece| !known.contains(piece)) {
                prop_assert!(merge.text.contains(piece));
            }
            for piece in pieces(side(&theirs)).into_iter().filter(|piece| !known.contains(piece)) {
                prop_assert!(merge.text.contains(piece) || beside.contains(piece));
            }
            let mut reached = 0;
            for clash in &merge.clashes {
                prop_assert!(reached <= clash.range.start && clash.range.end <= merge.text.len());
                reached = clash.range.end;
            }
        }
    }
}
