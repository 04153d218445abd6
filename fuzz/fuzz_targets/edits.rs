//! A document followed edit by edit is the document rendered at once.
#![no_main]

use arbitrary::Arbitrary;
use faircopy_kramdown::{Document, Edit, Options, headings};
use libfuzzer_sys::fuzz_target;

/// One change, its places taken modulo what fits.
#[derive(Debug, Arbitrary)]
struct Change<'d> {
    at: u16,
    removed: u8,
    inserted: &'d str,
}

#[derive(Debug, Arbitrary)]
struct Story<'d> {
    changes: Vec<Change<'d>>,
    start: &'d str,
}

fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fuzz_target!(|story: Story<'_>| {
    let mut body = story.start.to_string();
    let mut document = Document::new(&body, Options::default());
    let mut shown: Vec<String> = html_of(&document);
    for change in story.changes.iter().take(8) {
        let from = boundary(&body, usize::from(change.at) % (body.len() + 1));
        let to = boundary(&body, from + usize::from(change.removed % 16));
        body.replace_range(from..to, change.inserted);
        let edit = Edit {
            start: from,
            old_end: to,
            new_end: from + change.inserted.len(),
        };
        let patches = document.edit(&body, &edit);
        let whole = Document::new(&body, Options::default());
        assert_eq!(document.blocks(), whole.blocks(), "{body:?}");
        assert_eq!(headings(&document), headings(&whole), "{body:?}");
        let mut fresh = vec![false; shown.len()];
        for patch in patches {
            let places = patch.first..patch.first + patch.removed;
            fresh.splice(places, std::iter::repeat_n(true, patch.inserted));
        }
        let now = html_of(&document);
        assert_eq!(fresh.len(), now.len(), "as many blocks as the patches leave");
        let mut kept = shown.into_iter();
        for (html, fresh) in now.iter().zip(&fresh) {
            if !fresh {
                assert!(
                    kept.any(|old| old == *html),
                    "a block that no patch names has changed"
                );
            }
        }
        shown = now;
    }
});

fn html_of(document: &Document) -> Vec<String> {
    document
        .blocks()
        .iter()
        .map(|block| block.html.clone())
        .collect()
}
