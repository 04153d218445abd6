//! Measures a full render of a file against pulldown-cmark, and one typed character at its start, middle and end.
//!
//! usage: measure FILE [TIMES]   (the file's text is repeated TIMES times)
#![allow(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    clippy::cast_precision_loss
)] // it measures time

use std::error::Error;
use std::time::{Duration, Instant};

use faircopy_kramdown::{Document, Edit, Options, to_html};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let Some(file) = args.next() else {
        return Err("usage: measure FILE [TIMES]".into());
    };
    let times = args.next().map_or(Ok(1), |times| times.parse())?;
    let mut body = std::fs::read_to_string(file)?.repeat(times);
    println!("{} bytes", body.len());
    let (mut ours, mut theirs, mut length) = (Duration::MAX, Duration::MAX, 0);
    for _ in 0..9 {
        let start = Instant::now();
        length = to_html(&body, &Options::default()).len();
        ours = ours.min(start.elapsed());
        let start = Instant::now();
        let mut html = String::new();
        let parser = pulldown_cmark::Parser::new_ext(&body, pulldown_cmark::Options::all());
        pulldown_cmark::html::push_html(&mut html, parser);
        theirs = theirs.min(start.elapsed());
    }
    println!(
        "render {ours:?} ({length} bytes), pulldown-cmark {theirs:?}, ratio {:.2}",
        ours.as_secs_f64() / theirs.as_secs_f64()
    );
    let mut document = Document::new(&body, Options::default());
    println!("{} blocks", document.blocks().len());
    for place in [1, 500, 999] {
        let mut at = body.len() / 1000 * place;
        while !body.is_char_boundary(at) {
            at -= 1;
        }
        let mut spent: Vec<Duration> = Vec::new();
        for _ in 0..200 {
            body.insert(at, 'x');
            let start = Instant::now();
            document.edit(
                &body,
                &Edit {
                    start: at,
                    old_end: at,
                    new_end: at + 1,
                },
            );
            spent.push(start.elapsed());
            at += 1;
        }
        spent.sort();
        println!(
            "typed at {place} in a thousand: median {:?}, 99th percentile {:?}",
            spent[100], spent[198]
        );
    }
    Ok(())
}
