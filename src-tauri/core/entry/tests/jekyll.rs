//! Entries are split, named and read as Jekyll does.

#![allow(
    clippy::expect_used,
    clippy::disallowed_types,
    clippy::disallowed_methods,
    clippy::too_many_lines,
    clippy::format_push_string,
    clippy::format_collect,
    reason = "a test asks the real programs, and says at once what is missing"
)]

mod common;

use faircopy_entry::{fields, slug, split};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value as Json, json};

fn generated(pieces: &'static [&'static str], most: usize, count: usize) -> Vec<String> {
    let text = proptest::collection::vec(proptest::sample::select(pieces), 0..most)
        .prop_map(|pieces| pieces.concat());
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        TestRng::deterministic_rng(RngAlgorithm::ChaCha),
    );
    (0..count)
        .map(|_| text.new_tree(&mut runner).expect("a text").current())
        .collect()
}

#[test]
fn front_matter_is_found_where_jekylls_expression_finds_it() {
    let mut texts = generated(
        &[
            "---", "---\n", "--- \n", "---\r\n", "...\n", "...", "\n", " ", "\t", "\r\n", "\r",
            "a: 1\n", "x", "-", "--- x\n", "\u{feff}", "\u{b}", "\u{a0}", "é\n", "----\n",
        ],
        12,
        20_000,
    );
    texts.extend(
        generated(
            &["---\n", "\n", " ", "a: 1\n", "---", "...", "\t", "\r\n"],
            8,
            5_000,
        )
        .into_iter()
        .map(|rest| format!("---\n{rest}")),
    );
    let answers = common::ruby("split.rb", &json!(texts));
    for (text, answer) in texts.iter().zip(answers.as_array().expect("a list")) {
        let found = split::split(text);
        let ours = found
            .front_matter
            .as_ref()
            .map(|front| json!([front.yaml.end, found.body]));
        assert_eq!(ours.unwrap_or(Json::Null), *answer, "{text:?}");
        if let Some(front) = found.front_matter {
            assert!(
                front.whole.start <= front.yaml.start
                    && front.yaml.end <= front.whole.end
                    && front.whole.end <= found.body
            );
            assert_eq!(front.first_line, 2, "{text:?}");
        }
    }
}

const TITLES: &[&str] = &[
    "Hello, World!",
    "The _config.yml file",
    "  spaced  out  ",
    "Ünïcode Größe",
    "ÀÉÎ",
    "日本語のタイトル",
    "한국어",
    "Привет, мир",
    "ΑΣ ΟΔΟΣ",
    "İstanbul",
    "ﬁne",
    "x² + y²",
    "½ price",
    "1.0.0 released",
    "C++ & C#",
    "Research Diary 2: Machine Learning",
    "—dash—",
    "a/b\\c",
    "a\u{301}e\u{308}",
    "नमस्ते दुनिया",
    "ไทย",
    "עברית",
    "٣ أيام",
    "１２３",
    "Ⅻ",
    "a_b-c",
    "--",
    "!!!",
    "🎉",
    "🎉 party 🎉",
    "e\u{200d}f",
    "ǅ",
    "ẞ",
    "ß",
    "ŉ",
    "Ω",
    "a\nb",
    "tab\there",
    "\u{a0}x\u{a0}",
    "𝔘nicode",
    "𐐀𐐁",
];

const POSTS: &[&str] = &[
    "tags: [a, b]\n",
    "tags: a b  c\n",
    "tag: a b\n",
    "tag: [a, b]\ntags: c\n",
    "tag:\ntags: c d\n",
    "tag: no\ntags: c\n",
    "tags: [1, yes, 2024-01-01]\n",
    "tags: [a, ~, b]\n",
    "tags: [[a, b], c]\n",
    "tags: 5\n",
    "tags:\n  - a b\n  - c\n",
    "tags: {a: 1}\n",
    "category: a b\n",
    "categories: a b\n",
    "categories: [a, b]\n",
    "category: x\ncategories: [a, x]\n",
    "category: x y\ncategories: a b\n",
    "category: [a, [b]]\n",
    "categories: [1, 2]\n",
    "categories:\n",
    "category: career \n",
    "title: x\n",
    "title: \"x: y\"\n",
    "title: 5\n",
    "title: yes\n",
    "title: 1.50\n",
    "title: 1e20\n",
    "title: 1.0e+20\n",
    "title: 0.00001\n",
    "title: 100000000000000000.0\n",
    "title: .inf\n",
    "title: 12:30\n",
    "title: 0x1F\n",
    "published: no\n",
    "published: false\n",
    "published: \"false\"\n",
    "published: yes\n",
    "published: 0\n",
];

const BODIES: &[&str] = &[
    "body\n",
    "\n\nbody\n",
    "\n  body",
    "",
    "\n",
    "---\nx\n---\n",
    "\r\nbody\r\n",
];

#[test]
fn entries_are_named_and_read_as_by_jekyll() {
    let mut titles: Vec<String> = TITLES.iter().map(|title| (*title).to_owned()).collect();
    titles.extend(generated(TITLES, 4, 500));
    titles.extend(
        (0..0x3000_u32)
            .filter_map(char::from_u32)
            .map(|c| format!("x{c}y")),
    );
    let posts: Vec<String> = POSTS
        .iter()
        .enumerate()
        .flat_map(|(index, yaml)| {
            let body = BODIES[index % BODIES.len()];
            [
                format!("---\n{yaml}---\n{body}"),
                format!(
                    "\u{feff}---  \r\n{}---\r\n{body}",
                    yaml.replace('\n', "\r\n")
                ),
            ]
        })
        .collect();
    let answer = common::ruby("jekyll.rb", &json!({ "titles": titles, "posts": posts }));
    assert!(
        !answer.is_null(),
        "this test needs Jekyll (Debian package jekyll)"
    );
    for (title, real) in titles
        .iter()
        .zip(answer["slugs"].as_array().expect("slugs"))
    {
        assert!(
            real.is_null() || json!(slug::slugify(title)) == *real,
            "{title:?}: Jekyll says {real}"
        );
    }
    for (text, real) in posts.iter().zip(answer["posts"].as_array().expect("posts")) {
        check_post(text, real);
    }
}

fn check_post(text: &str, real: &Json) {
    let reading = fields::read(text);
    let fields = &reading.fields;
    assert_eq!(json!(fields.tags), real["tags"], "{text:?}");
    assert_eq!(json!(fields.categories), real["categories"], "{text:?}");
    assert_eq!(
        json!(fields.published != Some(false)),
        real["published"],
        "{text:?}"
    );
    assert_eq!(json!(text[reading.split.body..]), real["body"], "{text:?}");
    if let Some(title) = &fields.title {
        assert_eq!(json!(title), real["title"], "{text:?}");
    }
}
