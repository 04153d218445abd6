//! The colours against the real Rouge.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::expect_used
)] // it runs another program and reads samples

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use faircopy_highlight::{languages, tokens};

/// Pieces with their classes, neighbours of one class joined.
type Pieces = Vec<(String, String)>;

/// What the real Rouge makes of each code.
fn real(codes: &[(&str, String)]) -> Vec<Pieces> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rouge.rb");
    let mut child = Command::new("ruby")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("needs Debian's ruby-rouge");
    let mut input = child.stdin.take().expect("standard input is a pipe");
    let all = codes.iter().fold(String::new(), |all, (language, code)| {
        all + language + "\0" + code + "\0"
    });
    let writer = std::thread::spawn(move || input.write_all(all.as_bytes()));
    let output = child.wait_with_output().expect("ruby runs");
    writer
        .join()
        .expect("writer")
        .expect("ruby reads all of it");
    assert!(output.status.success(), "needs Debian's ruby-rouge");
    let text = String::from_utf8(output.stdout).expect("Rouge writes UTF-8");
    let found: Vec<Pieces> = text
        .split_terminator('\0')
        .map(|code| {
            let pieces = code.split_terminator('\u{2}').map(|token| {
                let (class, text) = token.split_once('\u{1}').expect("a class");
                (class.to_string(), text.to_string())
            });
            joined(pieces)
        })
        .collect();
    assert_eq!(found.len(), codes.len(), "tokens for each code");
    found
}

fn ours(language: &str, code: &str) -> Pieces {
    let tokens = tokens(language, code).expect("a language with colours");
    joined(
        tokens
            .into_iter()
            .map(|token| (token.class.to_string(), code[token.range].to_string())),
    )
}

/// A blank has no colour: Rouge's class `w` is nothing to see.
fn joined(pieces: impl Iterator<Item = (String, String)>) -> Pieces {
    let mut found = Pieces::new();
    for (class, text) in pieces {
        let class = if class == "w" { String::new() } else { class };
        match found.last_mut() {
            Some(last) if last.0 == class => last.1.push_str(&text),
            _ => found.push((class, text)),
        }
    }
    found
}

fn samples() -> Vec<(&'static str, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    languages()
        .map(|language| {
            let path = folder.join(format!("{language}.txt"));
            let code = std::fs::read_to_string(path).expect("a sample for each language");
            (language, code)
        })
        .collect()
}

/// Characters that are no blanks, and how many of them have the same class in both.
fn same(one: &Pieces, other: &Pieces) -> (usize, usize) {
    let classes = |pieces: &Pieces| -> Vec<String> {
        let shown = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        pieces
            .iter()
            .flat_map(|(class, text)| vec![class.clone(); shown(text)])
            .collect()
    };
    let (one, other) = (classes(one), classes(other));
    assert_eq!(one.len(), other.len(), "both keep the code");
    let same = one.iter().zip(&other).filter(|pair| pair.0 == pair.1);
    (same.count(), one.len())
}

#[test]
fn samples_are_coloured_as_rouge_colours_them() {
    let samples = samples();
    let mut wrong = Vec::new();
    for (wanted, (language, code)) in real(&samples).iter().zip(&samples) {
        let found = ours(language, code);
        let first = found.iter().zip(wanted).find(|pair| pair.0 != pair.1);
        if first.is_some() || found.len() != wanted.len() {
            wrong.push(format!("{language}: ours and Rouge's part at {first:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Code that breaks off anywhere, as while it is typed: a share is asked for.
#[test]
fn code_that_breaks_off_is_coloured_nearly_as_rouge_colours_it() {
    let mut codes = Vec::new();
    for (language, code) in samples() {
        let ends = code.char_indices().map(|(at, _)| at).skip(1).step_by(7);
        codes.extend(ends.map(|end| (language, code[..end].to_string())));
    }
    let pages = real(&codes);
    let mut wrong = Vec::new();
    for language in languages() {
        let of_it = codes.iter().zip(&pages).filter(|pair| pair.0.0 == language);
        let (mut right, mut all) = (0, 0);
        for ((_, code), wanted) in of_it {
            let (same, count) = same(&ours(language, code), wanted);
            right += same;
            all += count;
        }
        if right * 100 < all * 95 {
            wrong.push(format!("{language}: {right} of {all} have Rouge's class"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
