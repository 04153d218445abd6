//! The kramdown dialect against the real kramdown.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::expect_used
)] // it runs another program and reads fixtures

mod generate;
mod page;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use faircopy_kramdown::{Options, to_html};

use generate::Chance;
use page::normal;

/// What the real kramdown makes of each text.
fn real(texts: &[String]) -> Vec<String> {
    real_with("{}", texts)
}

/// The same with options, as JSON.
fn real_with(options: &str, texts: &[String]) -> Vec<String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kramdown.rb");
    let mut child = Command::new("ruby")
        .arg(script)
        .env("KRAMDOWN_OPTIONS", options)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("needs Debian's ruby-kramdown, ruby-kramdown-parser-gfm and ruby-rouge");
    let mut input = child.stdin.take().expect("standard input is a pipe");
    let all = texts
        .iter()
        .fold(String::new(), |all, text| all + text + "\0");
    let writer = std::thread::spawn(move || input.write_all(all.as_bytes()));
    let output = child.wait_with_output().expect("ruby runs");
    writer
        .join()
        .expect("writer")
        .expect("ruby reads all of it");
    assert!(
        output.status.success(),
        "needs Debian's ruby-kramdown, ruby-kramdown-parser-gfm and ruby-rouge"
    );
    let html = String::from_utf8(output.stdout).expect("kramdown writes UTF-8");
    let pages: Vec<String> = html.split_terminator('\0').map(str::to_string).collect();
    assert_eq!(pages.len(), texts.len(), "one page for each text");
    pages
}

/// What stands for a page where kramdown itself failed.
const FAILED: &str = "\u{1}";

fn check(text: &str, page: &str, name: &str) -> Result<(), String> {
    if page == FAILED {
        return Ok(());
    }
    let ours = to_html(text, &Options::default());
    let (expected, found) = (normal(page), normal(&ours));
    if expected == found {
        Ok(())
    } else {
        Err(format!(
            "{name}:\n{text}\n--- kramdown\n{page}\n--- ours\n{ours}"
        ))
    }
}

fn fixtures() -> Vec<(String, String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("fixtures") {
        let path = entry.expect("entry").path();
        if path.extension().is_some_and(|kind| kind == "md") {
            let text = std::fs::read_to_string(&path).expect("fixture");
            let html = std::fs::read_to_string(path.with_extension("html")).expect("its page");
            found.push((path.display().to_string(), text, html));
        }
    }
    found.sort();
    found
}

#[test]
fn fixtures_render_as_written_down() {
    let wrong: Vec<String> = fixtures()
        .iter()
        .filter_map(|(name, text, html)| check(text, html, name).err())
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn fixtures_are_what_kramdown_makes() {
    let fixtures = fixtures();
    let texts: Vec<String> = fixtures.iter().map(|(_, text, _)| text.clone()).collect();
    for (page, (name, _, html)) in real(&texts).iter().zip(&fixtures) {
        assert_eq!(normal(page), normal(html), "{name} is out of date");
    }
}

#[test]
fn generated_documents_render_as_kramdown_does() {
    let count = std::env::var("DOCUMENTS")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(500);
    let seed = std::env::var("SEED")
        .ok()
        .and_then(|seed| seed.parse().ok())
        .unwrap_or(1);
    let mut chance = Chance::new(seed);
    let texts: Vec<String> = (0..count).map(|_| chance.document()).collect();
    let pages = real(&texts);
    let failed = pages.iter().filter(|page| *page == FAILED).count();
    assert!(
        failed * 8 <= count,
        "kramdown failed at {failed} of {count}"
    );
    let wrong: Vec<String> = texts
        .iter()
        .zip(&pages)
        .filter_map(|(text, page)| check(text, page, "generated").err())
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {count} differ\n{}",
        wrong.len(),
        wrong
            .iter()
            .take(8)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n\n=====\n")
    );
}

/// Options by name and value, and a text in which they are seen.
const OPTIONS: &[(&str, &str, &str)] = &[
    ("auto_ids", "false", "# a\n"),
    ("auto_id_prefix", "x-", "# a\n\n# a\n"),
    ("input", "kramdown", "# a *b* `c`\nd\n# e\n"),
    ("header_offset", "2", "# a\n\n##### b\n"),
    (
        "toc_levels",
        "2..3",
        "* x\n{:toc}\n\n# a\n\n## b\n\n#### c\n",
    ),
    ("hard_wrap", "true", "a\nb\n"),
    ("footnote_nr", "4", "a[^1]\n\n[^1]: b\n"),
    ("footnote_backlink", "back & <up>", "a[^1]\n\n[^1]: b\n"),
    ("footnote_backlink", "", "a[^1]\n\n[^1]: b\n"),
    ("footnote_prefix", "p", "a[^1]\n\n[^1]: b\n"),
    (
        "footnote_backlink_inline",
        "true",
        "a[^1]\n\n[^1]: b\n\n    > c\n",
    ),
    (
        "footnote_backlink_inline",
        "true",
        "a[^1]\n\n[^1]: * b\n    * c\n\n      d\n",
    ),
    (
        "footnote_backlink_inline",
        "true",
        "a[^1]\n\n[^1]: b\n\n    # c\n",
    ),
    (
        "footnote_backlink_inline",
        "true",
        "a[^1]\n\n[^1]: b\n\n        c\n",
    ),
    ("parse_block_html", "true", "<div>\n*a*\n</div>\n"),
    ("parse_span_html", "false", "<b>*a*</b> *c*\n"),
    ("smart_quotes", "39,39,quot,quot", "\"a\" 'b'\n"),
    ("math_engine", "", "$$a<b$$\n{:.c}\n\nx $$y$$\n"),
    (
        "remove_line_breaks_for_cjk",
        "true",
        "日本\n語 a\nb\nひ\nカ*c*\n",
    ),
    (
        "syntax_highlighter",
        "",
        "```ruby\nx\n```\n\n`y`{:.language-js .z}\n",
    ),
];

#[test]
fn options_act_as_in_kramdown() {
    for (name, value, text) in OPTIONS {
        let json = match *value {
            "" if name.ends_with("engine") || name.ends_with("highlighter") => "null".to_string(),
            _ => format!("{value:?}"),
        };
        let pages = real_with(&format!("{{{name:?}: {json}}}"), &[(*text).to_string()]);
        let mut options = Options::default();
        options.set(name, value).expect("a known option");
        let ours = to_html(text, &options);
        assert_eq!(normal(&ours), normal(&pages[0]), "{name}: {value}\n{text}");
    }
}

#[test]
fn auto_id_stripping_acts_in_kramdowns_own_input() {
    for stripping in ["false", "true"] {
        let text = "# a *b* `c` [d](e)\n";
        let json = format!("{{\"input\": \"kramdown\", \"auto_id_stripping\": {stripping:?}}}");
        let pages = real_with(&json, &[text.to_string()]);
        let mut options = Options::default();
        for (name, value) in [("input", "kramdown"), ("auto_id_stripping", stripping)] {
            options.set(name, value).expect("a known option");
        }
        assert_eq!(
            normal(&to_html(text, &options)),
            normal(&pages[0]),
            "{stripping}"
        );
    }
}
