use super::*;
use crate::snapshot::{BlogFile, BlogPost};

fn now() -> ZonedDateTime {
    "2026-11-24T12:00:00+05:30[Asia/Kolkata]".parse().unwrap()
}

fn codes(text: &str, name: &str, blog: Option<&str>) -> Vec<(&'static str, Option<usize>)> {
    let snapshot = BlogSnapshot {
        config: blog.map(str::to_owned),
        templates: vec![BlogFile {
            path: "_layouts/post.html".into(),
            bytes: b"<img src='{{ page.image | relative_url }}'>".to_vec(),
        }],
        posts: vec![BlogPost {
            path: "_posts/2026-01-01-taken.md".into(),
            text: "---\npermalink: /taken/\n---\n".into(),
        }],
        ..BlogSnapshot::default()
    };
    let config = snapshot.site_config().unwrap();
    let conventions = conventions::learn(&snapshot, &config);
    let site = Site {
        config: &config,
        conventions: &conventions,
        snapshot: &snapshot,
    };
    let images = ImagesPresent {
        present: ["here.png".to_owned()].into(),
        ..ImagesPresent::default()
    };
    check(text, name, &images, blog.map(|_| &site), &now())
        .into_iter()
        .map(|finding| (finding.code, finding.line))
        .collect()
}

const NAME: &str = "2026-11-23-a.md";

type Findings = &'static [(&'static str, Option<usize>)];

const ENTRIES: [(&str, Findings); 19] = [
    (
        "---\nlayout: post\ntitle: A\nimage: here.png\n---\nText\n",
        &[],
    ),
    (
        "---\nlayout: post\ntitle: a: b\n---\nText",
        &[("layout-none", None), ("front-matter-yaml", Some(3))],
    ),
    (
        "---\nlayout: post\ntitle: A\nText",
        &[("layout-none", None), ("front-matter-unclosed", Some(1))],
    ),
    (
        "---\nlayout: post\n---\nText",
        &[("title-missing", Some(1))],
    ),
    (
        "---\nlayout: nope\ntitle: A\n---\nText",
        &[("layout-unknown", Some(2))],
    ),
    (
        "---\nlayout: post\ntitle: A\nimage: gone.png\n---\nText",
        &[("cover-missing", Some(4))],
    ),
    (
        "---\nlayout: post\ntitle: A\nimage: ../../etc/passwd\n---\nText",
        &[("image-outside", Some(4))],
    ),
    (
        "---\nlayout: post\ntitle: A\nimage: http://x/a.png\n---\nText",
        &[("cover-remote", Some(4))],
    ),
    (
        "---\nlayout: post\ntitle: A\n---\n![](here.png)",
        &[("alt-missing", Some(5))],
    ),
    (
        "---\nlayout: post\ntitle: A\n---\n![x](gone.png)",
        &[("image-missing", Some(5))],
    ),
    (
        "---\nlayout: post\ntitle: A\ndate: 2027-01-01\n---\nText",
        &[("date-name", Some(4)), ("date-future", Some(4))],
    ),
    (
        "---\nlayout: post\ntitle: A\ndate: soon\n---\nText",
        &[("date", Some(4))],
    ),
    (
        "---\nlayout: post\ntitle: A\npublished: no\n---\nText",
        &[("published-false", Some(4))],
    ),
    (
        "---\nlayout: post\ntitle: A\nexcerpt: ''\n---\nText",
        &[("excerpt-empty", Some(4))],
    ),
    (
        "---\nlayout: post\ntitle: '{{ topic }}'\n---\nText",
        &[("placeholder", Some(3))],
    ),
    (
        "---\nlayout: post\ntitle: A\n---\n\n{{ topic }}",
        &[("placeholder", Some(6))],
    ),
    (
        "---\nlayout: post\ntitle: A\npermalink: /taken/\n---\nText",
        &[("permalink-taken", None)],
    ),
    (
        "---\nlayout: post\ntitle: A\npermalink: /:nope/\n---\nText",
        &[("permalink", None)],
    ),
    (
        "---\nlayout: post\ntitle: A\n---\n",
        &[("body-empty", None)],
    ),
];

#[test]
fn entries_and_their_findings() {
    for (text, wanted) in ENTRIES {
        assert_eq!(codes(text, NAME, Some("")), wanted, "{text}");
    }
}

#[test]
fn liquid_that_stops_the_build_or_vanishes() {
    let check = |body: &str, wanted: &[&str]| {
        let text = format!("---\nlayout: post\ntitle: A\n---\n{body}");
        let found: Vec<_> = codes(&text, NAME, None)
            .into_iter()
            .map(|(code, _)| code)
            .collect();
        assert_eq!(found, wanted, "{body}");
    };
    check("{% if a %}x{% endif %}", &[]);
    check("{% if a %}x", &["liquid-unclosed"]);
    check("x{% endfor %}", &["liquid-unopened"]);
    check("{{ a", &["liquid-unterminated"]);
    check("`{{ a }}`", &["liquid-in-code"]);
    check("{% raw %}`{{ a }}` {% if {% endraw %}", &[]);
    check("{% raw %}x", &["liquid-unclosed"]);
    check("```\n{% raw %}\n{{ a }}\n{% endraw %}\n```", &[]);
    check("```\nx = {{ a }}\n```", &["liquid-in-code"]);
    check("{% highlight rust %}\nlet a;\n{% endhighlight %}", &[]);
    check("lorem ipsum dolor", &["placeholder"]);
}

#[test]
fn names_that_are_no_posts() {
    let text = "---\ntitle: A\n---\nText";
    assert_eq!(codes(text, "a.md", None), [("file-name", None)]);
    assert_eq!(codes(text, "2026-13-01-a.md", None), [("file-date", None)]);
    assert_eq!(codes(text, NAME, None), []);
}

#[test]
fn the_page_tells_of_headings_and_links_within_it() {
    let text = "---\nlayout: post\ntitle: A\n---\n# One\n\n### Two\n\n## Three\n\n#### Four\n\n\
                [a](#two) [b](#top) [c](#fourth) [d](#fourth) `[e](#code)` [f][1] text[^n]\n\n\
                [1]: #five\n[^n]: A note.\n";
    let found = codes(text, NAME, Some(""));
    assert_eq!(
        found,
        [
            ("heading-skips", Some(7)),
            ("heading-skips", Some(11)),
            ("anchor-missing", Some(13)),
            ("anchor-missing", Some(15)),
        ]
    );
}

#[test]
fn words_that_the_blog_writes_otherwise_are_told() {
    let post = |path: &str, tags: &str| BlogPost {
        path: format!("_posts/{path}"),
        text: format!("---\ntags: {tags}\ncategory: Career\n---\n"),
    };
    let snapshot = BlogSnapshot {
        posts: vec![
            post("2026-01-01-a.md", "[machine learning, R]"),
            post("2026-01-02-b.md", "[machine learning]"),
            post("2026-01-03-c.md", "[Machine Learning, rust]"),
            // The entry itself, as it was exported before.
            post(NAME, "[machine-learning]"),
        ],
        ..BlogSnapshot::default()
    };
    let config = snapshot.site_config().unwrap();
    let conventions = conventions::learn(&snapshot, &config);
    let site = Site {
        config: &config,
        conventions: &conventions,
        snapshot: &snapshot,
    };
    let text =
        "---\ntitle: A\ntags: [machine-learning, r, rust, new]\ncategory: career\n---\nText\n";
    let images = ImagesPresent::default();
    let told: Vec<_> = check(text, NAME, &images, Some(&site), &now())
        .into_iter()
        .filter(|finding| finding.code == "word-form")
        .map(|finding| (finding.line, finding.message))
        .collect();
    let message = |what: &str, usual: &str, own: &str| {
        format!("The blog's other posts write the {what} “{usual}”, not “{own}”.")
    };
    assert_eq!(
        told,
        [
            (
                Some(3),
                message("tag", "machine learning", "machine-learning")
            ),
            (Some(3), message("tag", "R", "r")),
            (Some(4), message("category", "Career", "career")),
        ]
    );
}
