use proptest::prelude::*;

use super::{
    DraftId, Edit, Encoder, Kept, Misfit, Origin, Record, Replayed, Unreadable, outgrown, replay,
};
use crate::{Change, Draft};

fn origin() -> Origin {
    Origin {
        id: DraftId(*b"sixteen bytes ok"),
        posts: b"/home/ada/posts \xff".to_vec(),
        path: Some("2024/a day.md".to_owned()),
        base: Some([7; 32]),
    }
}

fn edit(start: usize, removed: usize, inserted: &str) -> Edit {
    let inserted = inserted.to_owned();
    Edit {
        start,
        removed,
        inserted,
    }
}

/// A journal of these records, and where each of them ends.
fn journal(records: &[Record]) -> (Vec<u8>, Vec<usize>) {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::begin(&origin(), &mut bytes);
    let mut ends = vec![bytes.len()];
    for record in records {
        encoder.record(record, &mut bytes);
        ends.push(bytes.len());
    }
    (bytes, ends)
}

fn sample() -> Vec<Record> {
    let edits = |length, edits: &[Edit]| Record::Edits {
        length,
        edits: edits.to_vec(),
    };
    vec![
        Record::Snapshot("\u{feff}one\r\ntwo\rthree\n".to_owned()),
        edits(18, &[edit(17, 1, "\u{1f600}"), edit(3, 3, "ONE!")]),
        Record::Saved([9; 32]),
        Record::Renamed(Some("b.md".to_owned())),
        edits(22, &[]),
        Record::Renamed(None),
        edits(22, &[edit(22, 0, "end\r\n")]),
    ]
}

fn text(replayed: &Replayed) -> Option<String> {
    replayed.kept.as_ref().map(Kept::text)
}

/// The text after each of the records, the head of the journal being the first.
fn texts(records: &[Record]) -> Vec<Option<String>> {
    let mut kept: Option<Kept> = None;
    let mut texts = vec![None];
    for record in records {
        match (&mut kept, record) {
            (None, Record::Snapshot(text)) => kept = Some(Kept::new(origin(), text)),
            (None, _) => panic!("the first record is a snapshot"),
            (Some(kept), record) => kept.apply(record).unwrap(),
        }
        texts.push(kept.as_ref().map(Kept::text));
    }
    texts
}

#[test]
fn a_journal_reads_back_as_it_was_written() {
    let (bytes, _) = journal(&sample());
    let replayed = replay(&bytes).unwrap();
    assert!(replayed.is_complete());
    assert_eq!(replayed.records, sample().len() + 1);
    let kept = replayed.kept.unwrap();
    assert_eq!(kept.text(), "\u{feff}ONE!\r\ntwo\rthree\u{1f600}end\r\n");
    let renamed = Origin {
        path: None,
        ..origin()
    };
    assert_eq!(kept.origin(), &renamed);
    assert_eq!(kept.saved(), Some([9; 32]));
    let mut folded = kept.folded();
    Encoder::after_snapshot().record(&Record::Saved([8; 32]), &mut folded);
    let again = replay(&folded).unwrap();
    assert!(again.is_complete());
    let again = again.kept.unwrap();
    assert_eq!(again.text(), kept.text());
    assert_eq!(again.origin().base, Some([9; 32]));
    assert_eq!(again.on_disk(), Some([8; 32]));
}

#[test]
fn a_journal_cut_off_anywhere_keeps_every_whole_record() {
    let (bytes, ends) = journal(&sample());
    let texts = texts(&sample());
    for cut in 0..=bytes.len() {
        let replayed = replay(&bytes[..cut]).unwrap();
        let whole = ends.iter().filter(|end| **end <= cut).count();
        let expected = whole.checked_sub(1).and_then(|last| texts[last].clone());
        assert_eq!(text(&replayed), expected, "cut at {cut}");
        assert_eq!(replayed.is_complete(), ends.contains(&cut), "cut at {cut}");
    }
}

#[test]
fn a_damaged_byte_anywhere_keeps_every_record_before_it() {
    let (bytes, ends) = journal(&sample());
    let texts = texts(&sample());
    for place in 0..bytes.len() {
        for bit in 0..8 {
            let mut damaged = bytes.clone();
            damaged[place] ^= 1 << bit;
            let replayed = replay(&damaged).unwrap();
            // In the head only the origin is lost: a snapshot stands behind it.
            let whole = ends.iter().filter(|end| **end <= place).count();
            let expected = match whole {
                0 if place < "faircopy journal 1\n".len() => texts[sample().len()].clone(),
                0 => texts[1].clone(),
                _ => texts[whole - 1].clone(),
            };
            assert!(!replayed.is_complete(), "byte {place}, bit {bit}");
            let got = text(&replayed);
            let later = texts[whole.max(1)..].contains(&got);
            assert!(
                got == expected || (whole == 0 && later),
                "byte {place}, bit {bit}: {got:?}"
            );
        }
    }
}

#[test]
fn zeros_behind_the_last_record_are_a_torn_end() {
    let (mut bytes, _) = journal(&sample());
    let whole = bytes.len();
    bytes.extend([0; 5_000]);
    let replayed = replay(&bytes).unwrap();
    assert_eq!(replayed.torn_at, Some(whole));
    assert_eq!(text(&replayed), texts(&sample()).pop().unwrap());
}

#[test]
fn what_is_no_journal_is_said() {
    let check = |bytes: &[u8], expected| assert_eq!(replay(bytes).unwrap_err(), expected);
    check(b"---\ntitle: a\n---\n", Unreadable::NotAJournal);
    check(b"faircopy journal 2\n", Unreadable::OtherVersion);
    check(b"faircopy journal 12\nwhat", Unreadable::OtherVersion);
    let mut next = Vec::new();
    super::frame::write(&mut next, super::frame::Kind::Begin, 0, &[2, 0]);
    check(
        &[b"faircopy journal 1\n", &next[..]].concat(),
        Unreadable::OtherVersion,
    );
    assert!(replay(b"").unwrap().kept.is_none());
    assert!(replay(b"faircopy").unwrap().kept.is_none());
}

#[test]
fn a_length_that_lies_takes_no_memory() {
    let (mut bytes, ends) = journal(&sample());
    let length_at = ends[0] + 4 + 1 + 8;
    bytes[length_at..length_at + 8].copy_from_slice(&u64::MAX.to_le_bytes());
    let replayed = replay(&bytes).unwrap();
    assert_eq!((replayed.torn_at, replayed.records), (Some(ends[0]), 1));
}

#[test]
fn edits_for_another_text_are_refused_and_change_nothing() {
    let check = |length, edits: &[Edit], expected| {
        let mut kept = Kept::new(origin(), "a\u{e9}b");
        let edits = edits.to_vec();
        let outcome = kept.apply(&Record::Edits { length, edits });
        assert_eq!(outcome, Err(expected));
        assert_eq!(kept.text(), "a\u{e9}b");
    };
    check(3, &[], Misfit::Length { have: 4, got: 3 });
    check(
        4,
        &[edit(0, 1, ""), edit(1, 0, "x")],
        Misfit::NotOnCharBoundary { byte: 1 },
    );
    let beyond = |start, removed| Misfit::OutOfRange {
        start,
        removed,
        have: 4,
    };
    check(4, &[edit(4, 1, "")], beyond(4, 1));
    check(4, &[edit(usize::MAX, 2, "")], beyond(usize::MAX, 2));
    check(4, &[edit(2, 0, "x")], Misfit::NotOnCharBoundary { byte: 2 });
}

#[test]
fn a_journal_outgrows_its_text() {
    assert!(!outgrown(1024 * 1024, 0));
    assert!(outgrown(1024 * 1024 + 1, 0));
    assert!(!outgrown(5 * 1024 * 1024, 1024 * 1024));
    assert!(outgrown(5 * 1024 * 1024 + 1, 1024 * 1024));
}

/// Texts of few letters and every kind of break, so that breaks meet often.
fn any_text() -> impl Strategy<Value = String> {
    "(a|\u{e9}|\u{1f600}|\r|\n|\r\n){0,30}"
}

fn any_changes() -> impl Strategy<Value = Vec<(Vec<u32>, Vec<String>)>> {
    let one = (
        prop::collection::vec(0..1_000_u32, 2..6),
        prop::collection::vec("(b|\u{1f601}|\r|\n|\r\n){0,3}", 3),
    );
    prop::collection::vec(one, 0..20)
}

proptest! {
    #[test]
    fn a_replay_gives_the_bytes_of_the_draft(
        start in any_text(),
        marked in any::<bool>(),
        batches in any_changes(),
        rewritten in prop::option::of(any_text()),
    ) {
        let bytes = if marked { format!("\u{feff}{start}") } else { start };
        let mut draft = Draft::open(bytes.as_bytes()).unwrap();
        let mut records = vec![Record::Snapshot(bytes)];
        for (mut places, inserts) in batches {
            let length = draft.units();
            for place in &mut places {
                *place %= length + 1;
            }
            places.sort_unstable();
            let changes: Vec<Change> = places
                .chunks_exact(2)
                .zip(inserts)
                .map(|(pair, insert)| Change { from: pair[0], to: pair[1], insert })
                .collect();
            // A place inside a character is refused, and changes nothing.
            if let Ok(applied) = draft.apply(draft.revision(), length, &changes) {
                records.push(draft.record_of(&applied));
                prop_assert_eq!(texts(&records).pop().unwrap().unwrap().into_bytes(), draft.to_bytes());
            }
        }
        if let Some(text) = rewritten {
            let rewritten = draft.rewrite(&text);
            records.push(draft.record_of(&rewritten.applied));
        }
        let (bytes, _) = journal(&records);
        let replayed = replay(&bytes).unwrap();
        prop_assert!(replayed.is_complete());
        prop_assert_eq!(text(&replayed).unwrap().into_bytes(), draft.to_bytes());
    }

    #[test]
    fn any_bytes_are_read_without_harm(
        head in 0..3_usize,
        bytes in prop::collection::vec(any::<u8>(), 0..2_000),
    ) {
        let (whole, ends) = journal(&sample());
        let before = [&[], &whole[..ends[0]], &whole[..ends[2]]][head];
        let all = [before, &bytes].concat();
        let replayed = replay(&all);
        if head == 2 && !bytes.is_empty() {
            let replayed = replayed.unwrap();
            prop_assert_eq!(replayed.torn_at, Some(ends[2]));
            prop_assert_eq!(text(&replayed), texts(&sample())[2].clone());
        }
    }

    #[test]
    fn several_damaged_bytes_never_make_up_a_text(
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let (mut bytes, _) = journal(&sample());
        for (place, value) in flips {
            let place = place.index(bytes.len());
            bytes[place] = value;
        }
        if let Ok(replayed) = replay(&bytes) {
            prop_assert!(texts(&sample()).contains(&text(&replayed)));
        }
    }
}
