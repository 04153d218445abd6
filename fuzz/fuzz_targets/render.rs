//! Any text is rendered without a panic, to a page that grows with it, and with places inside it.
#![no_main]

use faircopy_kramdown::{Dialect, Input, Options, render};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((switches, text)) = data.split_first() else {
        return;
    };
    let body = String::from_utf8_lossy(text);
    let options = Options {
        dialect: if switches & 0x80 == 0 {
            Dialect::Kramdown
        } else {
            Dialect::CommonMark
        },
        input: if switches & 1 == 0 {
            Input::Gfm
        } else {
            Input::Kramdown
        },
        hard_wrap: switches & 2 != 0,
        parse_block_html: switches & 4 != 0,
        auto_id_stripping: switches & 8 != 0,
        footnote_backlink_inline: switches & 16 != 0,
        ..Options::default()
    };
    let blocks = render(&body, &options);
    let mut last = 0;
    let mut size = 0;
    for block in &blocks {
        assert!(block.source.start <= block.source.end);
        assert!(last <= block.source.start, "blocks are in order");
        assert!(
            body.get(block.source.clone()).is_some(),
            "a place in the text"
        );
        last = block.source.start;
        size += block.html.len();
    }
    assert!(
        size <= body.len() * 400 + 10_000,
        "{} bytes became {size}",
        body.len()
    );
});
