//! The counts that follow edits are those of the whole text.

use faircopy_entry::count::{Tally, count};
use proptest::prelude::*;

/// Pieces of which bodies are made: what opens, closes and hides text, and long stretches of it.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("<!-- "),
        Just("-->"),
        Just("{% raw"),
        Just("%}"),
        Just("{: .a"),
        Just("}"),
        Just("[x]: y z\n"),
        Just("[text](to b)"),
        Just("\n"),
        Just("\n\n"),
        Just("<b "),
        Just("\">"),
        Just("one"),
        Just(" two 3.14 "),
        Just("Größe e\u{301} 日本 "),
    ]
    .prop_map(str::to_owned)
    .boxed()
    .prop_union(
        (200_usize..700)
            .prop_map(|n| "word and\n".repeat(n / 8))
            .boxed(),
    )
}

fn body() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..40).prop_map(|pieces| pieces.concat())
}

fn place(text: &str, at: usize) -> usize {
    let wish = at % (text.len() + 1);
    (0..=wish)
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn counts_follow_edits(
        start in body(),
        edits in prop::collection::vec((any::<usize>(), 0_usize..3000, body()), 1..8),
    ) {
        let mut text = start;
        let mut tally = Tally::new(&text);
        for (at, removed, insert) in edits {
            let from = place(&text, at);
            let to = from + place(&text[from..], removed.min(text.len() - from));
            text.replace_range(from..to, &insert);
            tally.edit(&text, from, to, from + insert.len());
            prop_assert_eq!(tally.counts(), count(&text));
            prop_assert_eq!(Tally::new(&text).counts(), count(&text));
        }
    }
}
