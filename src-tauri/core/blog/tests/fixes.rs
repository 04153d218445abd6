//! What the check can put right: the finding goes, every other byte stays.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::convert::Infallible;

use faircopy_blog::check::{ImagesPresent, Site, check};
use faircopy_blog::mend::{Mended, mend};
use faircopy_blog::{BlogFile, BlogImage, BlogPost, BlogSnapshot, conventions};
use jiff::ZonedDateTime;
use proptest::prelude::*;

const NAME: &str = "2026-11-23-a.md";

fn blog() -> BlogSnapshot {
    let post = |path: &str| BlogPost {
        path: format!("_posts/{path}"),
        text: "---\nlayout: post\ntags: [machine learning, R]\ncategory: Career\n---\n".to_owned(),
    };
    BlogSnapshot {
        config: Some("future: true\n".to_owned()),
        templates: vec![BlogFile {
            path: "_layouts/post.html".to_owned(),
            bytes: b"<img src='{{ page.image | relative_url }}'>".to_vec(),
        }],
        posts: vec![post("2026-01-01-a.md"), post("2026-01-02-b.md")],
        images: vec![BlogImage {
            path: "images/Sea.PNG".to_owned(),
            size: 1,
        }],
        ..BlogSnapshot::default()
    }
}

fn mended(text: &str) -> Mended {
    let snapshot = blog();
    let config = snapshot.site_config().unwrap();
    let conventions = conventions::learn(&snapshot, &config);
    let site = Site {
        config: &config,
        conventions: &conventions,
        snapshot: &snapshot,
    };
    let images = ImagesPresent {
        present: ["here.png".to_owned()].into(),
        alike: [("HERE.png".to_owned(), "images/here.png".to_owned())].into(),
    };
    let now: ZonedDateTime = "2026-11-24T12:00:00+05:30[Asia/Kolkata]".parse().unwrap();
    let done = mend(text, |text| {
        Ok::<_, Infallible>(check(text, NAME, &images, Some(&site), &now))
    });
    match done {
        Ok(done) => done,
        Err(never) => match never {},
    }
}

/// Front matter with what a finding is told of, what becomes of it, and the finding's code.
const KEYS: [(&str, &str, &str); 14] = [
    ("title: No\n", "title: \"No\"\n", "yaml-kind"),
    ("title: 1.10\n", "title: \"1.10\"\n", "yaml-kind"),
    ("title: 12:30\n", "title: \"12:30\"\n", "yaml-kind"),
    (
        "title: 2026-11-23 # a day\n",
        "title: \"2026-11-23\" # a day\n",
        "yaml-kind",
    ),
    ("lang: no\n", "lang: \"no\"\n", "yaml-kind"),
    (
        "title: Diary 2: Rain\n",
        "title: \"Diary 2: Rain\"\n",
        "front-matter-yaml",
    ),
    (
        "author:\n\tname: A\n",
        "author:\n  name: A\n",
        "front-matter-yaml",
    ),
    (
        "lang: de\nlang: de\n",
        "lang: de\n",
        "front-matter-repeated-key",
    ),
    (
        "tags: [new, machine-learning]\n",
        "tags: [new, machine learning]\n",
        "word-form",
    ),
    (
        "tags:\n  - r # here\n  - 2026\n",
        "tags:\n  - R # here\n  - \"2026\"\n",
        "word-form",
    ),
    ("tags: new r\n", "tags: new R\n", "word-form"),
    ("category: career\n", "category: Career\n", "word-form"),
    (
        "image: '/images/sea.png'\n",
        "image: '/images/Sea.PNG'\n",
        "image-case",
    ),
    (
        "date: 2026-11-24 10:00:00 +0530\n",
        "date: 2026-11-23 10:00:00 +0530\n",
        "date-name",
    ),
];

/// The same of pieces of the body.
const PIECES: [(&str, &str, &str); 7] = [
    (
        "# One\n\n#### Two ####\n",
        "# One\n\n## Two ####\n",
        "heading-skips",
    ),
    (
        "Code `a {{ b }} c {{ d }}` here.\n",
        "Code `a {% raw %}{{ b }} c {{ d }}{% endraw %}` here.\n",
        "liquid-in-code",
    ),
    (
        "* Item:\n\n  ```\n  {% if a %}\n  ```\n",
        "* Item:\n\n  ```\n  {% raw %}{% if a %}{% endraw %}\n  ```\n",
        "liquid-in-code",
    ),
    (
        "![x](HERE.png \"HERE.png\")\n",
        "![x](here.png \"HERE.png\")\n",
        "image-case",
    ),
    (
        "<img alt='x' src='/images/SEA.png'>\n",
        "<img alt='x' src='/images/Sea.PNG'>\n",
        "image-case",
    ),
    // What may be meant stays.
    (
        "# One\n\n    {{ page.title }}\n",
        "# One\n\n    {{ page.title }}\n",
        "",
    ),
    (
        "<h1>One</h1>\n\n<h4>Two</h4>\n",
        "<h1>One</h1>\n\n<h4>Two</h4>\n",
        "",
    ),
];

#[test]
fn each_fix_changes_what_it_is_for_and_nothing_else() {
    let check = |before: &str, after: &str, code: &str| {
        let done = mended(before);
        assert_eq!(done.text, after);
        let told = done.fixed.iter().any(|finding| finding.code == code);
        assert!(told || code.is_empty(), "{before}: {:?}", done.fixed);
    };
    let text = |keys: &str, body: &str| format!("---\nlayout: post\n{keys}---\n{body}");
    for (before, after, code) in KEYS {
        check(&text(before, "Text.\n"), &text(after, "Text.\n"), code);
    }
    for (before, after, code) in PIECES {
        let keys = "title: A\n";
        check(&text(keys, before), &text(keys, after), code);
    }
    check(
        "---\ntitle: A\n---\nT\n",
        "---\ntitle: A\nlayout: post\n---\nT\n",
        "layout-none",
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn what_is_put_right_is_told_no_more_and_stays_so(
        keys in prop::sample::subsequence(KEYS.to_vec(), 0..6).prop_shuffle(),
        pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..4),
        crlf: bool,
        mark: bool,
    ) {
        let front: String = keys.iter().map(|(before, ..)| *before).collect();
        let body: String = pieces.iter().flat_map(|(before, ..)| [*before, "\nText.\n\n"]).collect();
        let mut text = format!("{}---\n{front}---\n{body}", if mark { "\u{feff}" } else { "" });
        if crlf {
            text = text.replace('\n', "\r\n");
        }
        let done = mended(&text);
        for fixed in &done.fixed {
            let told = done.left.iter().any(|left| left.code == fixed.code && left.message == fixed.message);
            prop_assert!(!told, "{fixed:?} is told again of {:?}", done.text);
        }
        let again = mended(&done.text);
        prop_assert_eq!(&again.text, &done.text);
        prop_assert!(again.fixed.is_empty());
        // What stands between the pieces, and how lines end, is not touched.
        prop_assert_eq!(text.matches("\nText.").count(), done.text.matches("\nText.").count());
        prop_assert_eq!(crlf, !done.text.replace("\r\n", "").contains('\n'));
    }
}
