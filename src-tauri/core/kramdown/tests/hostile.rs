//! Input that is made to hurt: rendered in time that grows with its size, on a small stack.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::expect_used
)] // it measures time on threads of its own

use std::time::Duration;

use faircopy_kramdown::{Document, Edit, Options, to_html};

/// The stack that the app's threads have at least, in bytes.
const STACK: usize = 2 << 20;

/// Pieces are repeated up to this many bytes, then twice and four times as often.
const SIZE: usize = 5_000;

/// Times below this are noise.
const NOISE: Duration = Duration::from_millis(60);

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
    "$",
    "!",
    "(",
    "~",
    "- ",
    "* ",
    "1. ",
    "<b>",
    "<div>\n",
    "<div markdown=\"1\">\n",
    "<div>",
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
    "[a][",
    "`a ",
    "``a",
    "<a b=\"",
    "<a b=\"'",
    "<!--",
    "<!-- a\n\n",
    "<?",
    "<?a\n",
    "</",
    "{::comment}\n",
    "{::comment}",
    "{:/}\n",
    "{::options a=\"b\" /}\n",
    "```\n",
    "~~~ a b\n",
    "````a\n",
    "a | b\n",
    "a|b",
    "|-",
    "[a]: b\n",
    "[a]: <",
    "[^a]: b\n",
    "[^a]",
    "*[a]: b\n",
    "*[a",
    "a\n: b\n",
    ": ",
    "# a\n",
    "#",
    "a\n===\n",
    "=",
    "{:.a}\n",
    "{:a: .b}\n",
    "{:a",
    "^\n",
    "\n",
    " ",
    "\t",
    "    a\n",
    "\ta\n\n",
    "a*b_c`d[e<f",
    "*_",
    "[*",
    "<b>*",
    "*<b>",
    "&amp;",
    "&#",
    "--",
    "<<",
    "http://",
    "<http://",
    "<a@",
    "HTML ",
    "{:toc}\n",
    "* a\n{:toc}\n\n# b\n\n",
    "{:footnotes}\n",
    "é",
    "日",
    "a\\\n",
    "a  \n",
    "</div>",
    "<p>\n\n",
    "<pre>",
    "<script>",
    "- [ ] ",
    "- a\n\n",
    "> - ",
    "- > ",
    "1. > # ",
    "\r",
    "\r\n\r\n",
    "\u{2028}",
    "\0",
    "<details markdown=\"1\"><summary>",
    "| `a | ",
    "***",
    "___ ",
    "* * ",
    "a\n\n    b\n\n",
];

fn on_a_small_stack(work: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(work)
        .expect("a thread")
        .join()
        .expect("no panic and no overflow");
}

/// How long this thread has had a processor: other work on the machine does not count.
fn processor_time() -> Duration {
    let known = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux tells");
    let spent = known.split(' ').next().and_then(|spent| spent.parse().ok());
    Duration::from_nanos(spent.expect("nanoseconds first"))
}

/// The shortest of some trials.
fn time_of(text: &str) -> Duration {
    let mut shortest = Duration::MAX;
    for _ in 0..4 {
        let start = processor_time();
        let html = to_html(text, &Options::default());
        shortest = shortest.min(processor_time().saturating_sub(start));
        assert!(
            html.len() < text.len() * 400 + 10_000,
            "{} bytes grew to {}",
            text.len(),
            html.len()
        );
        if shortest < NOISE / 4 {
            break;
        }
    }
    shortest
}

/// What grows with the square of the size takes sixteen times the time for four times the text; a machine
/// that is busy with other work takes up to eight times for what grows in step.
fn growth(piece: &str, size: usize) -> Option<String> {
    let text = |times: usize| piece.repeat((size / piece.len()).max(1) * times) + "\n";
    let (once, four) = (time_of(&text(1)), time_of(&text(4)));
    (four > once.max(NOISE / 4) * 8 + NOISE)
        .then(|| format!("{piece:?}: {once:?} for {size} bytes, {four:?} for four times that"))
}

fn all_grow_with_their_size<'p>(pieces: impl Iterator<Item = (&'p str, usize)>) {
    let slow: Vec<String> = pieces
        .filter_map(|(piece, size)| growth(piece, size))
        .collect();
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

#[test]
fn repeated_pieces_take_time_by_their_size() {
    on_a_small_stack(|| {
        all_grow_with_their_size(PIECES.iter().map(|piece| (*piece, SIZE)));
    });
}

#[test]
fn a_hundred_thousand_signs() {
    on_a_small_stack(|| {
        let signs = [
            "[", "*", "<", "|", "{:", "&", "`", "$", "!", "(", "_", "~", "> ", "\"", "![", "[^",
            "- ",
        ];
        all_grow_with_their_size(signs.iter().map(|sign| (*sign, 25_000 * sign.len())));
    });
}

#[test]
fn blocks_inside_blocks() {
    on_a_small_stack(|| {
        let markers = [
            ("> ", "> "),
            ("- ", "  "),
            ("1. ", "   "),
            ("- > ", "  > "),
            (": ", "  "),
            ("[^a]: ", "    "),
            ("<div markdown=\"1\">", ""),
            ("<b>*", ""),
        ];
        for (open, rest) in markers {
            let mut text = String::from("term\n");
            for depth in 0..400 {
                text.push_str(&rest.repeat(depth));
                text.push_str(open);
                text.push_str("a\n");
            }
            let html = to_html(&text, &Options::default());
            assert!(html.contains('a'), "{open:?}");
        }
    });
}

#[test]
fn spans_inside_spans() {
    on_a_small_stack(|| {
        for (open, close) in [
            ("*a **b ", "** *"),
            ("[a ", "](b)"),
            ("![a ", "](b)"),
            ("<b>", "</b>"),
            ("~~a ", "~~"),
            ("\"'", "'\""),
        ] {
            let text = open.repeat(3_000) + "x" + &close.repeat(3_000) + "\n";
            let html = to_html(&text, &Options::default());
            assert!(html.contains('x'), "{open:?}");
        }
    });
}

#[test]
fn one_line_of_twenty_megabytes() {
    on_a_small_stack(|| {
        let text = "Some *words* of a [link](/url), `code` and \"quotes\" -- "
            .repeat(20 * 1024 * 1024 / 55);
        let mut html = to_html(&text, &Options::default());
        assert!(html.ends_with("</p>\n") && html.len() > text.len());
        html.clear();
        let mut document = Document::new("a\n", Options::default());
        let edit = Edit {
            start: 0,
            old_end: 2,
            new_end: text.len(),
        };
        document.edit(&text, &edit);
        assert_eq!(document.blocks().len(), 1);
    });
}
