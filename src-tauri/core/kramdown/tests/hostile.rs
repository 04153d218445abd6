//! Input that is made to hurt: rendered in time that grows with its size, without overflow of the stack.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::expect_used
)] // it measures time

use std::time::{Duration, Instant};

use faircopy_kramdown::{Options, to_html};

const TIMES: usize = 20_000;

/// The signs that a careless reader is slow at, in greater number.
const SIGNS: &[&str] = &["[", "*", "<", "|", "{:", "&", "> "];

/// Pieces that nest or nearly match when they are repeated.
const PIECES: &[&str] = &[
    "[",
    "*",
    "**",
    "_",
    "`",
    "<",
    "|",
    "{:",
    "&",
    ">",
    "> ",
    "- ",
    "* ",
    "1. ",
    "<b>",
    "<div>\n",
    "<div markdown=\"1\">\n",
    "![",
    "[^",
    "](",
    "~~",
    "~~a",
    "$$",
    "$$a\n\n",
    "\"",
    "'",
    "\\",
    "*a ",
    "**a ",
    "_a ",
    "[a](",
    "[a](b ",
    "`a ",
    "<a b=\"",
    "<!--",
    "<!-- a\n\n",
    "{::comment}\n",
    "```\n",
    "~~~ a b\n",
    "a | b\n",
    "[a]: b\n",
    "[^a]: b\n",
    "*[a]: b\n",
    "a\n: b\n",
    "# a\n",
    "#",
    "a\n===\n",
    "{:.a}\n",
    "{:a: .b}\n",
    "^\n",
    "\n",
    " ",
    "\t",
    "    a\n",
    "a*b_c`d[e<f",
    "*_",
    "[*",
    "<b>*",
    "&amp;",
    "--",
    "<<",
    "http://",
    "<http://",
    "HTML ",
    "{:toc}\n",
    "é",
    "a\\\n",
    "a  \n",
    "</div>",
    "<p>\n\n",
];

#[test]
fn repeated_pieces() {
    let signs = SIGNS.iter().map(|sign| (*sign, 100_000));
    let pieces = PIECES.iter().map(|piece| (*piece, TIMES / piece.len()));
    for (piece, times) in signs.chain(pieces) {
        let text = piece.repeat(times) + "\n";
        let start = Instant::now();
        let html = to_html(&text, &Options::default());
        if std::env::var("TIMES").is_ok() {
            eprintln!("{:?} {piece:?}", start.elapsed());
        }
        assert!(
            start.elapsed() < Duration::from_secs(5),
            "{piece:?} took {:?}",
            start.elapsed()
        );
        assert!(
            html.len() < text.len() * 400 + 10_000,
            "{piece:?} grew to {}",
            html.len()
        );
    }
}

#[test]
fn nested_blocks() {
    for (open, rest) in [("> ", "> "), ("- ", "  "), ("1. ", "   ")] {
        let mut text = String::new();
        for depth in 0..400 {
            text.push_str(&rest.repeat(depth));
            text.push_str(open);
            text.push_str("a\n");
        }
        let html = to_html(&text, &Options::default());
        assert!(!html.is_empty());
    }
}
