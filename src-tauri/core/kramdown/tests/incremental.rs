//! A document followed edit by edit is the document rendered at once.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::expect_used
)] // the number of cases is set from outside

use faircopy_kramdown::{Block, Document, Edit, Options, Patch, headings};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Pieces of text that begin, end or disturb constructs.
const PIECES: &[&str] = &[
    "word ",
    "two words",
    "\n",
    "\n",
    "\n\n",
    "\n\n",
    "# Head\n",
    "## Head\n\n",
    "Under\n===\n",
    "* item\n",
    "1. one\n",
    "  - in\n",
    "    code\n",
    "> quote\n",
    "```\n",
    "```ruby\n",
    "~~~\n",
    "| a | b |\n",
    "|---|---|\n",
    "Term\n: definition\n",
    ": more\n",
    "<div>\n",
    "</div>\n",
    "<div markdown=\"1\">\n",
    "<!--",
    "-->",
    "[r]",
    "[r]: /url\n",
    "[r]: /other \"t\"\n",
    "[a](b)",
    "[^n]",
    "[^n]: note *x*\n",
    "[^m]",
    "[^m]: see [^n]\n",
    "{:.c}\n",
    "{:c: .named}\n",
    "{:c}\n",
    "{:d: c}\n",
    "{:d}\n",
    "{:toc}\n",
    "* TOC\n{:toc}\n",
    "{:.no_toc}\n",
    "*[HTML]: Long\n",
    "HTML ",
    "^\n",
    "***\n",
    "$$\n",
    "$$",
    "*",
    "**",
    "_",
    "`",
    "\"",
    "'",
    "é",
    "日本",
    "<b>",
    "</b>",
    "{::comment}\n",
    "{:/comment}\n",
    "{::options parse_block_html=\"true\" /}\n",
    "---\n",
    "\t",
    "    ",
    "\r\n",
    " ",
    "\\",
];

fn text() -> impl Strategy<Value = String> {
    vec(select(PIECES), 0..40).prop_map(|pieces| pieces.concat())
}

fn edits() -> impl Strategy<Value = Vec<(usize, usize, String)>> {
    vec(
        (
            0..2000usize,
            0..12usize,
            vec(select(PIECES), 0..3).prop_map(|pieces| pieces.concat()),
        ),
        1..6,
    )
}

fn boundary(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// What a reader of the patches shows.
fn apply(shown: &mut Vec<Block>, patches: &[Patch], blocks: &[Block]) {
    for patch in patches {
        let new: Vec<Block> = (0..patch.inserted)
            .map(|_| Block {
                html: String::new(),
                source: 0..0,
            })
            .collect();
        shown.splice(patch.first..patch.first + patch.removed, new);
    }
    assert_eq!(
        shown.len(),
        blocks.len(),
        "patches leave as many blocks as there are"
    );
    for (at, block) in shown.iter_mut().enumerate() {
        let new = patches
            .iter()
            .any(|patch| (patch.first..patch.first + patch.inserted).contains(&at));
        if new {
            *block = blocks[at].clone();
        }
        assert_eq!(
            block.html, blocks[at].html,
            "block {at} is what the patches make it"
        );
    }
}

fn check(start: &str, edits: &[(usize, usize, String)]) {
    let mut body = start.to_string();
    let mut document = Document::new(&body, Options::default());
    let mut shown = document.blocks().to_vec();
    for (at, length, new) in edits {
        let from = boundary(
            &body,
            if body.is_empty() {
                0
            } else {
                at % (body.len() + 1)
            },
        );
        let to = boundary(&body, from + length);
        let before = body.clone();
        body.replace_range(from..to, new);
        let patches = document.edit(
            &body,
            &Edit {
                start: from,
                old_end: to,
                new_end: from + new.len(),
            },
        );
        let whole = Document::new(&body, Options::default());
        assert_eq!(
            document.blocks(),
            whole.blocks(),
            "\nbefore {before:?}\nafter {body:?}"
        );
        assert_eq!(
            headings(&document),
            headings(&whole),
            "\nbefore {before:?}\nafter {body:?}"
        );
        apply(&mut shown, &patches, document.blocks());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(1500), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn followed_is_rendered(start in text(), edits in edits()) {
        check(&start, &edits);
    }
}

/// A list that gives attributes to a link, an abbreviation or another list changes what uses these.
#[test]
fn lists_reach_through_other_definitions() {
    for user in [
        "[r]\n\n[r]: /url\n{:c}\n",
        "[r]\n\n[r]: /url\n{:d}\n\n{:d: c}\n",
        "HTML\n\n*[HTML]: Long\n{:c}\n",
        "word\n{:d}\n\n{:d: c}\n",
    ] {
        let start = format!("{user}\nword\n\nword\n\n{{:c: .named}}\n");
        assert!(
            Document::new(&start, Options::default()).blocks()[0]
                .html
                .contains("class=\"named\"")
        );
        check(&start, &[(start.len() - 2, 0, "x".to_string())]);
        check(&start, &[(start.len() - 12, 12, String::new())]);
    }
}

/// One typed character touches one block and little text.
#[test]
fn a_typed_character_touches_one_block() {
    let paragraph = "Some *words* of a [link](/url) and `code` that \"go\" on.\n\n";
    let mut body =
        "# Title\n\n".to_string() + &paragraph.repeat(500) + "## End\n\n* a list\n* of two\n";
    let mut document = Document::new(&body, Options::default());
    for at in [
        9 + 4,
        9 + 4 + paragraph.len() * 250,
        9 + 4 + paragraph.len() * 499,
    ] {
        body.insert(at, 'x');
        let patches = document.edit(
            &body,
            &Edit {
                start: at,
                old_end: at,
                new_end: at + 1,
            },
        );
        assert_eq!(patches.len(), 1, "{patches:?}");
        assert_eq!((patches[0].removed, patches[0].inserted), (1, 1));
        assert!(
            patches[0].reparsed_bytes <= 2 * paragraph.len(),
            "{patches:?}"
        );
    }
}

/// Files from other systems are followed as quickly.
#[test]
fn carriage_returns_are_followed() {
    let mut body = "One *word*.\r\n\r\nTwo\r\nlines.\r\n\r\n# Three\r\n".repeat(50);
    let mut document = Document::new(&body, Options::default());
    for at in [2, 400, 900] {
        body.insert(at, 'x');
        let patches = document.edit(
            &body,
            &Edit {
                start: at,
                old_end: at,
                new_end: at + 1,
            },
        );
        assert!(
            patches.iter().all(|patch| patch.reparsed_bytes < 100),
            "{patches:?}"
        );
        assert_eq!(
            document.blocks(),
            Document::new(&body, Options::default()).blocks()
        );
    }
}
