//! The kramdown dialect against the real kramdown.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::expect_used
)] // it runs another program and reads fixtures

mod generate;
mod page;
mod shrink;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use faircopy_kramdown::{Options, to_html};

use generate::Chance;
use page::normal;
use shrink::shrunk;

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

/// The code blocks of a page, colours and all.
fn code(page: &str) -> Vec<String> {
    page.split("<pre")
        .skip(1)
        .filter_map(|rest| rest.split_once("</pre>"))
        .map(|(code, _)| code.replace("&quot;", "\""))
        .collect()
}

#[test]
fn code_is_coloured_as_rouge_colours_it() {
    let blocks = [
        "```ruby\ndef a(b) = \"#{b} & <c>\"\n```\n",
        "~~~ js\nlet a = `b ${c}`; // <d>\n~~~\n",
        "    puts 'a'\n    # b\n{: .language-rb}\n",
        "> ```html\n> <p class=\"a\">&amp;</p>\n> ```\n",
        "- ```sh\n  echo \"$A\" && ls\n  ```\n",
        "```nonesuch\na = 1\n```\n",
        "```\na = 1\n```\n",
        "```text\na = 1\n```\n",
        "```c++\nint a() { return 1; }\n```\n",
    ];
    let text = blocks.join("\nbetween\n\n");
    let pages = real(std::slice::from_ref(&text));
    assert_eq!(code(&to_html(&text, &Options::default())), code(&pages[0]));
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
        .filter(|(text, page)| check(text, page, "generated").is_err())
        .map(|(text, _)| shrunk(text))
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {count} differ; shrunk:\n{}",
        wrong.len(),
        shown(&wrong)
    );
}

/// Texts with both pages.
fn shown(texts: &[String]) -> String {
    let both = texts.iter().zip(real(texts));
    let shown = both.map(|(text, page)| check(text, &page, &format!("{text:?}")).err());
    shown.flatten().collect::<Vec<_>>().join("\n\n=====\n")
}

/// Texts in which the options show.
const TEXTS: &[&str] = &[
    "a\n* b\n\nc\n# d\n\ne\n> f\n",
    "# One *two*\n\n## One two\n\n#No blank\n",
    "\"a\" 'b' -- --- ... << c >> d<<e>>\n",
    "a\nb  \nc\\\nd\n",
    "<div>\n*a*\n</div>\n\n<span>*b*</span>\n",
    "a[^x] b[^y]\n\n[^x]: note\n[^y]: * list\n",
    "* toc\n{:toc}\n\n# a\n\n## b\n\n### c\n",
    "```ruby\nx = 1\n```\n\n    y\n\n`z`{:.language-ruby}\n",
];

/// Options by name and value, and the same as kramdown takes them.
const SETS: &[(&str, &str, &str)] = &[
    ("input", "kramdown", r#"{"input": "kramdown"}"#),
    ("gfm_quirks", "", r#"{"gfm_quirks": []}"#),
    (
        "gfm_quirks",
        "no_auto_typographic",
        r#"{"gfm_quirks": ["no_auto_typographic"]}"#,
    ),
    (
        "gfm_quirks",
        "paragraph_end",
        r#"{"gfm_quirks": "paragraph_end"}"#,
    ),
    ("hard_wrap", "true", r#"{"hard_wrap": true}"#),
    ("auto_ids", "false", r#"{"auto_ids": false}"#),
    ("auto_id_prefix", "p-", r#"{"auto_id_prefix": "p-"}"#),
    (
        "smart_quotes",
        "apos,apos,quot,quot",
        r#"{"smart_quotes": "apos,apos,quot,quot"}"#,
    ),
    (
        "smart_quotes",
        "laquo,raquo,8222,8220",
        r#"{"smart_quotes": "laquo,raquo,8222,8220"}"#,
    ),
    ("toc_levels", "2..3", r#"{"toc_levels": "2..3"}"#),
    ("toc_levels", "1,2", r#"{"toc_levels": [1, 2]}"#),
    ("header_offset", "1", r#"{"header_offset": 1}"#),
    ("footnote_nr", "5", r#"{"footnote_nr": 5}"#),
    ("footnote_backlink", "", r#"{"footnote_backlink": ""}"#),
    ("footnote_prefix", "n", r#"{"footnote_prefix": "n"}"#),
    ("parse_block_html", "true", r#"{"parse_block_html": true}"#),
    ("parse_span_html", "false", r#"{"parse_span_html": false}"#),
    (
        "syntax_highlighter",
        "none",
        r#"{"syntax_highlighter": "none"}"#,
    ),
    (
        "syntax_highlighter_opts.disable",
        "true",
        r#"{"syntax_highlighter_opts": {"disable": true}}"#,
    ),
    (
        "typographic_symbols.ndash",
        "~",
        r#"{"typographic_symbols": {"ndash": "~"}}"#,
    ),
    (
        "typographic_symbols.hellip",
        "...",
        r#"{"typographic_symbols": {"hellip": "..."}}"#,
    ),
];

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
fn options_of_a_blog_are_obeyed_as_by_kramdown() {
    let asked: Vec<String> = SETS
        .iter()
        .flat_map(|(_, _, json)| {
            TEXTS
                .iter()
                .map(move |text| format!("\u{1}{json}\u{1}{text}"))
        })
        .collect();
    let mut pages = real(&asked).into_iter();
    let mut wrong = Vec::new();
    for (name, value, json) in SETS {
        let mut options = Options::default();
        options.set(name, value).expect("a known option");
        for text in TEXTS {
            let (page, ours) = (pages.next().expect("a page"), to_html(text, &options));
            if normal(&page) != normal(&ours) {
                wrong.push(format!(
                    "{json}:\n{text}\n--- kramdown\n{page}\n--- ours\n{ours}"
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} differ\n{}",
        wrong.len(),
        wrong.join("\n\n")
    );
}

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
