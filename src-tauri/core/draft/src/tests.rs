use proptest::prelude::*;

use crate::linebreak::LineBreak;
use crate::{ByteEdit, Change, Draft, MAXIMUM_BYTES, OpenError, Stale};

/// A text as a list of what CodeMirror counts: the plainest thing that can be right.
#[derive(Debug, Clone, PartialEq)]
struct Model(Vec<Unit>);

#[derive(Debug, Clone, Copy, PartialEq)]
enum Unit {
    Code(u16),
    Break(LineBreak),
}

impl Model {
    fn of(text: &str) -> Self {
        let mut units = Vec::new();
        let mut characters = text.chars().peekable();
        while let Some(character) = characters.next() {
            match character {
                '\r' if characters.next_if_eq(&'\n').is_some() => {
                    units.push(Unit::Break(LineBreak::Both));
                }
                '\r' => units.push(Unit::Break(LineBreak::Return)),
                '\n' => units.push(Unit::Break(LineBreak::Feed)),
                other => {
                    let mut code = [0; 2];
                    units.extend(
                        other
                            .encode_utf16(&mut code)
                            .iter()
                            .map(|it| Unit::Code(*it)),
                    );
                }
            }
        }
        Self(units)
    }

    fn text(&self) -> String {
        let code = self.0.iter().flat_map(|unit| match unit {
            Unit::Code(code) => vec![*code],
            Unit::Break(style) => style.as_str().encode_utf16().collect(),
        });
        String::from_utf16(&code.collect::<Vec<_>>()).unwrap()
    }

    fn style_at(&self, unit: usize) -> LineBreak {
        let is_break = |unit: &Unit| match unit {
            Unit::Break(style) => Some(*style),
            Unit::Code(_) => None,
        };
        let after = self.0[unit..].iter().find_map(is_break);
        let before = || self.0[..unit].iter().rev().find_map(is_break);
        after.or_else(before).unwrap_or(LineBreak::Feed)
    }

    fn apply(&mut self, changes: &[Change]) {
        for change in changes.iter().rev() {
            let (from, to) = (change.from as usize, change.to as usize);
            let style = self.style_at(to);
            let insert = Model::of(&change.insert)
                .0
                .into_iter()
                .map(|unit| match unit {
                    Unit::Break(LineBreak::Feed) => Unit::Break(style),
                    other => other,
                });
            self.0.splice(from..to, insert);
            for index in 1..self.0.len() {
                let pair = (self.0[index - 1], self.0[index]);
                if pair == (Unit::Break(LineBreak::Return), Unit::Break(LineBreak::Feed)) {
                    self.0[index - 1] = Unit::Break(LineBreak::Both);
                }
            }
        }
    }

    fn splits_a_pair(&self, unit: u32) -> bool {
        let low = |unit: &Unit| matches!(unit, Unit::Code(0xDC00..=0xDFFF));
        self.0.get(unit as usize).is_some_and(low)
    }
}

fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-z ]{0,4}",
        3 => Just("\n".to_owned()),
        3 => Just("\r\n".to_owned()),
        2 => Just("\r".to_owned()),
        2 => any::<char>().prop_map(String::from),
        1 => "[\u{1F600}-\u{1F64F}\u{10000}\u{10FFFF}\u{2028}\u{85}\u{0B}\u{0C}\u{feff}\0]",
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

/// Places and texts to put there; made into ascending changes by [`changes_in`].
fn any_places() -> impl Strategy<Value = Vec<(u32, u32, String)>> {
    prop::collection::vec((0..200_u32, 0..6_u32, any_text()), 0..5)
}

fn changes_in(model: &Model, places: Vec<(u32, u32, String)>) -> Vec<Change> {
    let length = u32::try_from(model.0.len()).unwrap();
    let mut changes: Vec<Change> = Vec::new();
    for (skip, take, insert) in places {
        let reached = changes.last().map_or(0, |last| last.to);
        let mut from = (reached + skip % (length + 1)).min(length);
        let mut to = (from + take).min(length);
        from += u32::from(model.splits_a_pair(from));
        to += u32::from(model.splits_a_pair(to));
        changes.push(Change {
            from,
            to: to.max(from),
            insert,
        });
    }
    changes
}

fn replay(old: &str, new: &str, edits: &[ByteEdit]) -> String {
    // Each edit's new bytes are known only from the final text; edits run from the last to the
    // first, so what stands before an edit is still old and what stands after it is new.
    let mut text = old.as_bytes().to_vec();
    for edit in edits {
        let tail = text.len() - edit.old_end;
        let after = text.split_off(edit.old_end);
        text.truncate(edit.start);
        text.extend(vec![b'?'; edit.new_end - edit.start]);
        text.extend(after);
        assert_eq!(text.len() - edit.new_end, tail);
    }
    let known = text.iter().zip(new.as_bytes());
    let filled = known.map(|(byte, new)| if *byte == b'?' { *new } else { *byte });
    assert_eq!(text.len(), new.len());
    String::from_utf8(filled.collect()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn what_is_not_edited_is_saved_to_the_byte(text in any_text()) {
        let draft = Draft::open(text.as_bytes()).unwrap();
        prop_assert_eq!(draft.to_bytes(), text.as_bytes());
        let body = text.strip_prefix('\u{feff}').unwrap_or(&text);
        prop_assert_eq!(draft.text(), body);
        prop_assert_eq!(draft.len(), body.len());
    }

    #[test]
    fn changes_do_what_they_do_to_a_list_of_units(
        text in any_text(), first in any_places(), second in any_places(),
    ) {
        let mut draft = Draft::open(text.as_bytes()).unwrap();
        let mut model = Model::of(&draft.text());
        for (revision, places) in [(0, first), (1, second)] {
            let old = draft.text();
            let changes = changes_in(&model, places);
            let length = u32::try_from(model.0.len()).unwrap();
            let applied = draft.apply(revision, length, &changes).unwrap();
            model.apply(&changes);
            let new = draft.text();
            prop_assert_eq!(&new, &model.text());
            prop_assert_eq!(draft.units() as usize, model.0.len());
            prop_assert_eq!(replay(&old, &new, &applied.edits), new.clone());
            // Opened again it has the same lines: no two breaks ran together.
            prop_assert_eq!(Model::of(&new), model.clone());
        }
    }

    #[test]
    fn places_agree_with_a_list_of_units(text in any_text(), unit in 0..200_u32) {
        let draft = Draft::open(text.as_bytes()).unwrap();
        let text = draft.text();
        let model = Model::of(&text);
        let mut unit = (unit as usize).min(model.0.len());
        unit -= usize::from(model.splits_a_pair(u32::try_from(unit).unwrap()));
        let byte = Model(model.0[..unit].to_vec()).text().len();
        prop_assert_eq!(draft.unit_to_byte(u32::try_from(unit).unwrap()), byte);
        prop_assert_eq!(draft.byte_to_unit(byte) as usize, unit);
        prop_assert_eq!(draft.text_from(byte), &text[byte..]);
    }

    #[test]
    fn every_byte_has_a_unit_and_a_tail(text in any_text(), byte in 0..200_usize) {
        let draft = Draft::open(text.as_bytes()).unwrap();
        let text = draft.text();
        let byte = text.floor_char_boundary(byte.min(text.len()));
        let unit = draft.byte_to_unit(byte);
        prop_assert!(draft.unit_to_byte(unit) <= byte);
        prop_assert_eq!(draft.text_from(byte), &text[byte..]);
    }

    #[test]
    fn changes_to_another_text_lead_there(old in any_text(), new in any_text()) {
        let mut draft = Draft::open(old.as_bytes()).unwrap();
        let mut rewritten = draft.clone();
        let changes = draft.changes_to(&new);
        draft.apply(0, draft.units(), &changes).unwrap();
        prop_assert_eq!(draft.display(), Draft::open(b"").unwrap().tap_display(&new));

        let old = rewritten.text();
        let outcome = rewritten.rewrite(&new);
        prop_assert_eq!(rewritten.text(), new.clone());
        prop_assert_eq!(outcome.changes, changes);
        prop_assert_eq!(replay(&old, &new, &outcome.applied.edits), new);
    }
}

impl Draft {
    fn tap_display(mut self, text: &str) -> String {
        self.rewrite(text);
        self.display()
    }
}

fn change(from: u32, to: u32, insert: &str) -> Change {
    Change {
        from,
        to,
        insert: insert.to_owned(),
    }
}

#[test]
fn new_lines_take_the_break_of_the_line_they_split() {
    let check = |old: &str, changes: &[Change], new: &str| {
        let mut draft = Draft::open(old.as_bytes()).unwrap();
        draft.apply(0, draft.units(), changes).unwrap();
        assert_eq!(draft.text(), new, "{old:?} with {changes:?}");
    };
    check("", &[change(0, 0, "\n")], "\n");
    check("a\nb\n", &[change(1, 1, "\n")], "a\n\nb\n");
    check("a\r\nb\r\n", &[change(3, 3, "x\ny")], "a\r\nbx\r\ny\r\n");
    check("a\r\nb", &[change(3, 3, "\n")], "a\r\nb\r\n");
    check(
        "a\rb\nc\r\n",
        &[change(1, 1, "\n"), change(3, 3, "\n")],
        "a\r\rb\n\nc\r\n",
    );
    // Taking out what stood between \r and \n leaves two breaks.
    check("a\rb\nc", &[change(2, 3, "")], "a\r\n\nc");
    check("a\rb\nc", &[change(2, 2, "\n")], "a\r\n\nb\nc");
    // A pasted break that is not \n stays what it is.
    check("a\nb", &[change(1, 1, "\r\n")], "a\r\n\nb");
}

#[test]
fn changes_for_another_text_are_refused_and_change_nothing() {
    let check = |revision, length, changes: &[Change], expected: Stale| {
        let mut draft = Draft::open("a\r\n😀b".as_bytes()).unwrap();
        assert_eq!(draft.apply(revision, length, changes), Err(expected));
        assert_eq!((draft.revision(), draft.text()), (0, "a\r\n😀b".to_owned()));
    };
    check(1, 5, &[], Stale::Revision { have: 0, got: 1 });
    check(0, 6, &[], Stale::Length { have: 5, got: 6 });
    let beyond = Stale::OutOfRange {
        from: 0,
        to: 6,
        length: 5,
    };
    check(0, 5, &[change(0, 6, "")], beyond);
    let backwards = Stale::OutOfRange {
        from: 2,
        to: 1,
        length: 5,
    };
    check(0, 5, &[change(2, 1, "")], backwards);
    let overlapping = Stale::OutOfRange {
        from: 1,
        to: 4,
        length: 5,
    };
    check(0, 5, &[change(0, 2, "x"), change(1, 4, "")], overlapping);
    check(
        0,
        5,
        &[change(0, 1, ""), change(3, 4, "")],
        Stale::NotOnCharBoundary { unit: 3 },
    );
}

#[test]
fn what_is_no_text_is_refused_with_its_place() {
    let error = Draft::open(b"a\r\nb\n\xff").unwrap_err();
    assert_eq!(error, OpenError::InvalidUtf8 { offset: 5, line: 3 });
    let large = vec![b'a'; MAXIMUM_BYTES + 1];
    let expected = OpenError::TooLarge {
        bytes: large.len(),
        limit: MAXIMUM_BYTES,
    };
    assert_eq!(Draft::open(&large).unwrap_err(), expected);
    assert!(Draft::open(b"a\0").unwrap().has_nul());
}

#[test]
fn a_reload_touches_only_the_lines_that_differ() {
    let old = "one\r\ntwo\r\nthree\r\nfour\r\n";
    let draft = Draft::open(old.as_bytes()).unwrap();
    let changes = draft.changes_to("one\ntwo!\nthree\nfour, five\n");
    assert_eq!(changes, [change(7, 7, "!"), change(18, 18, ", five")]);
}

#[test]
fn other_line_breaks_alone_are_no_change_for_the_editor() {
    let mut draft = Draft::open(b"a\nb\n").unwrap();
    let rewritten = draft.rewrite("a\r\nb\r\n");
    assert!(rewritten.changes.is_empty());
    assert_eq!(
        (draft.revision(), draft.text()),
        (0, "a\r\nb\r\n".to_owned())
    );
}

#[test]
fn byte_edits_become_changes_in_units() {
    let draft = Draft::open("\u{feff}é\r\n😀 x\r\n".as_bytes()).unwrap();
    let text = draft.text();
    let at = text.find('x').unwrap();
    let changes = draft.changes_from_edits(&[(at..at + 1, "y\r\nz".to_owned())]);
    assert_eq!(changes, [change(5, 6, "y\nz")]);
}
