//! Long and hostile text ends at once.

#![allow(
    clippy::expect_used,
    clippy::disallowed_types,
    clippy::disallowed_methods,
    clippy::too_many_lines,
    clippy::format_push_string,
    clippy::format_collect,
    reason = "a test asks the real programs, and says at once what is missing"
)]

use std::time::{Duration, Instant};

use faircopy_entry::count::count;
use faircopy_entry::excerpt::first_paragraph;
use faircopy_entry::psych;

/// Far above what is needed, far below what a quadratic reader takes.
const AT_ONCE: Duration = Duration::from_secs(4);

#[test]
fn long_text_of_any_kind_is_counted_at_once() {
    for piece in [
        "word ",
        "<",
        "<a ",
        "<a \"",
        "<!--",
        "{%",
        "](",
        "{:",
        "é",
        "日",
        "a\u{301}",
        "'",
        "<!-- x -->",
        "{:}",
        "](x)",
        "👨‍👩‍👧",
        "é ",
        "xé",
    ] {
        let started = Instant::now();
        count(&piece.repeat(200_000 / piece.len()));
        first_paragraph(&piece.repeat(50_000 / piece.len()));
        assert!(
            started.elapsed() < AT_ONCE,
            "{piece:?}: {:?}",
            started.elapsed()
        );
    }
}

#[test]
fn hostile_front_matter_is_refused_at_once() {
    let bomb = {
        let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..9 {
            let alias = format!("*a{}", level - 1);
            text.push_str(&format!(
                "a{level}: &a{level} [{}]\n",
                vec![alias; 10].join(", ")
            ));
        }
        text
    };
    let refused = [
        "[".repeat(100_000),
        "{".repeat(100_000),
        format!("a: {}", "[".repeat(65)),
        "- ".repeat(100_000),
        "? ".repeat(100_000),
        "{a: ".repeat(100_000),
        "[a: ".repeat(100_000),
        bomb,
        format!("a: {}", "x".repeat(2 << 20)),
        "a: &a [*a]\n".to_owned(),
        format!("a: [{}]", "x, ".repeat(200_000)),
        format!("a: {}", "*x ".repeat(100_000)),
        format!("a: \"{}", "\\x".repeat(300_000)),
        (0..200)
            .map(|depth| format!("{}a:\n", " ".repeat(depth)))
            .collect(),
    ];
    for yaml in refused {
        let started = Instant::now();
        let shown: String = yaml.chars().take(40).collect();
        assert!(psych::read(&yaml).is_err(), "{shown:?}");
        assert!(
            started.elapsed() < AT_ONCE,
            "{shown:?}: {:?}",
            started.elapsed()
        );
    }
    let taken = [
        format!("a: {}", "x".repeat(1_000_000)),
        "a: \"".to_owned() + &"x ".repeat(400_000) + "\"",
        (0..60)
            .map(|depth| format!("{}a:\n", " ".repeat(depth)))
            .collect(),
        format!("a: |\n{}", "  x\n".repeat(200_000)),
        format!("a: {}", "x\n  ".repeat(200_000)),
        "# c\n".repeat(200_000) + "a: 1\n",
        (0..3_000)
            .map(|number| format!("k{number}: {number}\n"))
            .collect(),
    ];
    for yaml in taken {
        let started = Instant::now();
        let shown: String = yaml.chars().take(40).collect();
        psych::read(&yaml).unwrap_or_else(|error| panic!("{shown:?}: {error}"));
        assert!(
            started.elapsed() < AT_ONCE,
            "{shown:?}: {:?}",
            started.elapsed()
        );
    }
}
