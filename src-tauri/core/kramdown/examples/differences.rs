//! Prints where the pages of kramdown and of GitHub part, for every entry below the folders given.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::expect_used
)]

use faircopy_kramdown::{Document, Options, differences};
use std::path::Path;

fn main() {
    let (mut posts, mut hints, mut marked) = (0, 0, 0);
    let mut visit = |path: &Path| {
        let Ok(text) = std::fs::read_to_string(path) else {
            return;
        };
        let body = text
            .strip_prefix("---\n")
            .and_then(|rest| rest.split_once("\n---\n"))
            .map_or(text.as_str(), |(_, body)| body);
        let document = Document::new(body, Options::default());
        let found = differences(body, &document);
        posts += 1;
        hints += found.len();
        marked += usize::from(!found.is_empty());
        for difference in found {
            let line = body[..difference.source.start].matches('\n').count() + 1;
            let words: String = body[difference.source].chars().take(160).collect();
            println!(
                "{}:{line}: {:?}\n    {}",
                path.display(),
                difference.cause,
                words.replace('\n', "\n    ")
            );
        }
    };
    let mut open: Vec<_> = std::env::args_os()
        .skip(1)
        .map(std::path::PathBuf::from)
        .collect();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let entries = std::fs::read_dir(&path).expect("a folder");
            open.extend(entries.filter_map(Result::ok).map(|entry| entry.path()));
        } else if path
            .extension()
            .is_some_and(|ending| ending == "md" || ending == "markdown")
        {
            visit(&path);
        }
    }
    println!("{posts} posts, {marked} with hints, {hints} hints");
}
