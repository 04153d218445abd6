//! A page of a body with Liquid, followed edit by edit, is the page made at once.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::expect_used
)] // the number of cases is set from outside, and time is measured

use faircopy_kramdown::liquid::{Blog, Value};
use faircopy_kramdown::{Block, Dialect, Document, Edit, Options, Preview};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// A blog that knows a little.
struct Example;

impl Blog for Example {
    fn variable(&self, name: &str) -> Option<Value> {
        match name {
            "site.baseurl" => Some(Value::Text("/blog".into())),
            "page.yes" => Some(Value::Flag(true)),
            "page.no" => Some(Value::Nil),
            "page.lines" => Some(Value::Text("* one\n* two\n\nthree\n".into())),
            _ => None,
        }
    }
    fn link(&self, _: &str) -> Option<String> {
        None
    }
    fn post(&self, name: &str) -> Option<String> {
        (name == "a").then(|| "/a.html".into())
    }
    fn include(&self, name: &str) -> Option<String> {
        (name == "box").then(|| "<div>\n{{ include.x }}\n</div>\n".into())
    }
}

/// Pieces of text that begin, end or disturb constructs.
const PIECES: &[&str] = &[
    "word ",
    "é",
    "\n",
    "\n\n",
    "\n\n",
    "\r\n",
    "# Head\n",
    "* item\n",
    "  - in\n",
    "> quote\n",
    "```\n",
    "| a | b |\n",
    "[r]",
    "[r]: {{ site.baseurl }}/u\n",
    "[^n]",
    "[^n]: note {{ x }}\n",
    "*[HTML]: Long\n",
    "HTML ",
    "{{ site.baseurl }}",
    "{{ x }}",
    "{{ page.lines }}",
    "{{ x | upcase }}",
    "{% if page.yes %}",
    "{% if page.no %}\n",
    "{% if x %}\n",
    "{% else %}",
    "{% endif %}\n",
    "{% raw %}",
    "{% endraw %}",
    "{%- comment %}",
    "{% endcomment -%}",
    "{% highlight ruby %}\n",
    "{% endhighlight %}\n",
    "{% include box x=page.yes %}\n",
    "{% include gone %}\n",
    "{% assign a = 'b' %}",
    "{{ a }}",
    "{% post_url a %}",
    "{%",
    "%}",
    "{{",
    "}}",
    "{",
    "-",
    "'",
    "|",
    " ",
];

fn text() -> impl Strategy<Value = String> {
    vec(select(PIECES), 0..40).prop_map(|pieces| pieces.concat())
}

fn edits() -> impl Strategy<Value = Vec<(usize, usize, String)>> {
    let new = vec(select(PIECES), 0..3).prop_map(|pieces| pieces.concat());
    vec((0..2000usize, 0..12usize, new), 1..6)
}

fn boundary(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn all(preview: &Preview) -> Vec<Block> {
    preview.blocks(0..preview.len()).collect()
}

/// Blocks lie in the body, in order, on whole letters.
fn check_places(body: &str, blocks: &[Block]) {
    let mut before = 0;
    for block in blocks {
        let source = &block.source;
        assert!(body.get(source.clone()).is_some(), "{source:?} of {body:?}");
        assert!(source.start >= before, "{source:?} in {blocks:?}");
        before = source.start;
    }
}

fn check(start: &str, edits: &[(usize, usize, String)], options: &Options) {
    let mut body = start.to_string();
    let mut preview = Preview::new(&body, options.clone(), Some(&Example));
    let mut shown: Vec<String> = all(&preview).into_iter().map(|block| block.html).collect();
    for (at, length, new) in edits {
        let from = boundary(&body, at % (body.len() + 1));
        let to = boundary(&body, from + length);
        let before = body.clone();
        body.replace_range(from..to, new);
        let edit = Edit {
            start: from,
            old_end: to,
            new_end: from + new.len(),
        };
        let patches = preview
            .edit_words(&body, &edit)
            .unwrap_or_else(|| preview.edit(&body, &edit, Some(&Example)));
        let (followed, whole) = (
            all(&preview),
            Preview::new(&body, options.clone(), Some(&Example)),
        );
        assert_eq!(followed, all(&whole), "\nbefore {before:?}\nafter {body:?}");
        assert_eq!(
            preview.headings(),
            whole.headings(),
            "\nbefore {before:?}\nafter {body:?}"
        );
        check_places(&body, &followed);
        for patch in &patches {
            let new = patch.first..patch.first + patch.inserted;
            shown.splice(
                patch.first..patch.first + patch.removed,
                followed[new].iter().map(|block| block.html.clone()),
            );
        }
        let now: Vec<&String> = followed.iter().map(|block| &block.html).collect();
        assert_eq!(
            shown.iter().collect::<Vec<_>>(),
            now,
            "\nbefore {before:?}\nafter {body:?}"
        );
    }
    preview.again(&body, None);
    let plain = Document::new(&body, options.clone());
    assert_eq!(all(&preview), plain.blocks());
}

fn cases() -> u32 {
    let asked = std::env::var("CASES")
        .ok()
        .and_then(|count| count.parse().ok());
    asked.unwrap_or(1000)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_followed_page_is_the_page_made_at_once(start in text(), edits in edits()) {
        check(&start, &edits, &Options::default());
    }

    #[test]
    fn in_the_other_dialect_too(start in text(), edits in edits()) {
        check(&start, &edits, &Options { dialect: Dialect::CommonMark, ..Options::default() });
    }
}

/// One letter touches one block, wherever Liquid stands.
#[test]
fn a_letter_among_liquid_touches_one_block() {
    let part = "Some *words* of a [link]({{ site.baseurl }}/url) and {{ x }} that \"go\" on.\n\n";
    let mut body = part.repeat(500);
    let mut preview = Preview::new(&body, Options::default(), Some(&Example));
    // The last place is inside a tag.
    for (at, words) in [
        (5, true),
        (part.len() * 250 + 5, true),
        (part.len() * 499 + 60, false),
    ] {
        body.insert(at, 'x');
        let edit = Edit {
            start: at,
            old_end: at,
            new_end: at + 1,
        };
        let followed = preview.edit_words(&body, &edit);
        assert_eq!(followed.is_some(), words, "{at}");
        let patches = followed.unwrap_or_else(|| preview.edit(&body, &edit, Some(&Example)));
        assert_eq!(patches.len(), 1, "{patches:?}");
        assert_eq!((patches[0].removed, patches[0].inserted), (1, 1));
        assert!(patches[0].reparsed_bytes <= 3 * part.len(), "{patches:?}");
        let block = preview
            .blocks(patches[0].first..patches[0].first + 1)
            .next();
        assert!(block.is_some_and(|block| block.source.contains(&at)));
    }
}

/// Nothing an author can leave open makes reading slow: twice the text, about twice the time.
#[test]
fn hostile_liquid_is_read_in_linear_time() {
    let time = |piece: &str, count: usize| {
        let body = piece.repeat(count);
        let mut least = std::time::Duration::MAX;
        for _ in 0..3 {
            let start = std::time::Instant::now();
            std::hint::black_box(Preview::new(&body, Options::default(), Some(&Example)));
            least = least.min(start.elapsed());
        }
        least.as_secs_f64()
    };
    for piece in [
        "{{",
        "{%",
        "{% if x %}",
        "{% if page.yes %}",
        "{% raw %}",
        "{% highlight a %}",
        "{% include box x='y' %}\n\n",
        "{{ a }}\n\n",
        "{%- comment %}{% endcomment -%}",
        "{% endif %}{% else %}",
    ] {
        let (one, four) = (time(piece, 5_000), time(piece, 20_000));
        assert!(four < one * 12.0 + 0.25, "{piece}: {one} s, {four} s");
    }
}
