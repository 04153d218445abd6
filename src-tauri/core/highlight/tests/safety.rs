//! Any text in any language: kept whole, and read in time that grows with its size.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::expect_used
)] // it measures time

use std::time::{Duration, Instant};

use faircopy_highlight::{LONGEST, languages, tokens};
use proptest::prelude::*;

/// Pieces that open something or nearly match, to be repeated.
const PIECES: &[&str] = &[
    "/*",
    "/* ",
    "*/",
    "\"",
    "'",
    "`",
    "\\",
    "(",
    ")",
    "[",
    "[[",
    "]",
    "{",
    "}",
    "<",
    "</",
    "<a ",
    "<!--",
    "<script>",
    "<style>",
    "<?php ",
    "<?",
    "?>",
    "$",
    "$(",
    "${",
    "$((",
    "#{",
    "#",
    "# ",
    "//",
    "--",
    "- ",
    "* ",
    "*",
    "**",
    "_",
    "__",
    "![",
    "](",
    "[a](",
    "[a][",
    "```\n",
    "~~~ a\n",
    "```ruby\n",
    "<<A\n",
    "<<A ",
    "<<~A",
    "<<<A\n",
    "=begin\n",
    "%w(",
    "%(",
    "%r{",
    "f\"{",
    "f'''{",
    "r#\"",
    "R\"a(",
    "R\"(",
    "'''",
    "\"\"\"",
    "a ",
    "a b(",
    "a b (",
    "a(",
    "a.",
    "a::",
    "a: ",
    "a:\n",
    "a: |\n b\n",
    "a\n",
    "\n",
    " ",
    "\n ",
    "\t",
    ": ",
    "? ",
    ", ",
    "; ",
    "| ",
    "& ",
    "= ",
    "@",
    "@a ",
    "!",
    "!important",
    "url(",
    "\\begin{",
    "\\verb|",
    "\\[",
    "$$",
    "\\(",
    "#if 0\n",
    "#include ",
    "#define a \\\n",
    "#[",
    "template <",
    "case a",
    "class A ",
    "def a",
    "fn a",
    "function a(",
    "new A",
    "0x",
    "1.",
    "1e",
    "---\n",
    "===\n",
    "a\n---\n",
    "> ",
    "    a\n\n",
    "\n\n    a\n",
    "é",
    "日",
    "+",
    "-",
    "/a",
    "a /b",
    "=/",
    "(/",
    "[/",
];

fn check(language: &str, code: &str) {
    let Some(found) = tokens(language, code) else {
        assert!(code.len() > LONGEST, "{language} has colours");
        return;
    };
    let mut at = 0;
    for token in &found {
        assert_eq!(token.range.start, at, "{language}: no gap");
        assert!(token.range.end > at, "{language}: no empty piece");
        assert!(code.is_char_boundary(token.range.end), "{language}");
        at = token.range.end;
    }
    assert_eq!(at, code.len(), "{language}: all of it");
    let alike = found.windows(2).find(|two| two[0].class == two[1].class);
    assert_eq!(alike, None, "{language}: neighbours are joined");
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(PIECES).prop_map(str::to_string),
        1 => "[ -~\\n\\t]{0,12}",
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn every_text_is_kept(code in pieces()) {
        for language in languages() {
            check(language, &code);
        }
    }
}

#[test]
fn unknown_languages_and_long_code_stay_plain() {
    assert_eq!(tokens("nonesuch", "a"), None);
    assert_eq!(tokens("plaintext", "a"), None);
    assert_eq!(tokens("ruby", &"a".repeat(LONGEST + 1)), None);
    assert_eq!(tokens("ruby", ""), Some(Vec::new()));
}

fn time(language: &str, code: &str) -> Duration {
    let start = Instant::now();
    check(language, code);
    start.elapsed()
}

/// Ten times the code takes ten times as long, or a hundred times if it is not in proportion.
fn in_proportion(language: &str, piece: &str) -> bool {
    let repeated = |bytes: usize| piece.repeat(bytes / piece.len());
    let long = time(language, &repeated(15_000));
    long < Duration::from_millis(150) || long < time(language, &repeated(1_500)) * 40
}

#[test]
fn repeated_pieces_take_time_in_proportion() {
    let pairs = languages().flat_map(|language| PIECES.iter().map(move |piece| (language, piece)));
    let wrong: Vec<_> = pairs
        // Other work on the machine may have slowed one run.
        .filter(|(language, piece)| !(0..4).any(|_| in_proportion(language, piece)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}
