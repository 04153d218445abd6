//! The address foretold for a post is where the real Jekyll puts it.
#![allow(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test against the real program"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

use faircopy_blog::post::{Post, place};
use jiff::ZonedDateTime;

/// File name and front matter of the posts that every blog below gets.
const POSTS: [(&str, &str); 16] = [
    ("2026-01-05-simple-name.md", "title: A"),
    ("2026-01-06-With-Capitals_and.dots.md", "title: A"),
    ("2026-01-07-नमस्ते-दुनिया.md", "title: A\ncategory: करियर"),
    ("2026-01-08-one-category.md", "category: Career "),
    ("2026-01-09-two.markdown", "categories: [Big Data, c++]"),
    (
        "2026-01-10-words.md",
        "categories: one two one\ncategory: Three four",
    ),
    ("2026-01-11-numbers.md", "categories: [2024, yes, 1.5]"),
    ("2026-1-2-short-date.md", "title: A"),
    ("2026-01-12-dated.md", "date: 2025-12-31 23:30:00 -0500"),
    ("2026-01-13-utc.md", "date: 2025-12-31 22:10:11"),
    ("2026-01-14-text-date.md", "date: \"2025-12-31 22:10\""),
    ("2026-01-15-day.md", "date: 2020-02-29"),
    ("2026-01-16-slug.md", "slug: My Own_Slug!"),
    ("2026-01-17-own.md", "permalink: /my page/:year/:slug/"),
    ("2026-01-18-own-file.md", "permalink: /deep/file.html"),
    (
        "2026-01-19-what-is-this,-then!.md",
        "categories: ['a/b', '#x?', '100%']",
    ),
];

const BLOGS: [&str; 12] = [
    "",
    "permalink: pretty\ntimezone: Asia/Kolkata",
    "permalink: none\ntimezone: America/New_York",
    "permalink: ordinal\nbaseurl: /blog",
    "permalink: weekdate\ntimezone: UTC",
    "permalink: /:categories/:title/\ndefaults: [{scope: {path: '', type: posts}, values: {category: notes}}]",
    "permalink: /:year/:i_month/:i_day/:slug\ndefaults: [{scope: {path: ''}, values: {categories: [From, Defaults]}}]",
    "permalink: /p/:short_year-:short_month-:long_month_:hour:minute:second/:name/",
    "permalink: /:slugified_categories/:w_year/W:week/:w_day/:short_day/:long_day/:title:output_ext",
    "collections: {posts: {permalink: '/c/:collection/:y_day/:title.html'}}\npermalink: pretty",
    "permalink: /..//./x/:path/:title",
    "collections_dir: stuff\npermalink: /:month/:day/:title/",
];

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn posts_are_built_where_foretold() {
    let now: ZonedDateTime = "2026-11-24T12:00:00+00:00[UTC]".parse().unwrap();
    for settings in BLOGS {
        let config = faircopy_blog::config::read(settings).unwrap();
        let dir = tempfile::tempdir().unwrap();
        write(&dir.path().join("_config.yml"), settings);
        for (name, keys) in POSTS {
            let post = dir.path().join(config.posts_dir()).join(name);
            write(&post, &format!("---\n{keys}\n---\nmarker {name} end\n"));
        }
        let built = Command::new("jekyll")
            .args(["build", "--quiet", "--disable-disk-cache"])
            .current_dir(dir.path())
            .env("TZ", "UTC")
            .env("LANG", "C.UTF-8")
            .output()
            .expect("jekyll is needed for this test: apt-get install jekyll");
        let said = String::from_utf8_lossy(&built.stderr);
        assert!(built.status.success(), "{settings}: {said}");
        for (name, keys) in POSTS {
            let text = format!("---\n{keys}\n---\nmarker {name} end\n");
            let placed = place(&Post::read(&text), name, &config, &now);
            let page = placed.url.unwrap();
            let file = dir.path().join("_site").join(page.built_file());
            let html = fs::read_to_string(&file).unwrap_or_default();
            assert!(
                html.contains(&format!("marker {name}")),
                "{name} of a blog with `{settings}` is not at {}; there are\n{}",
                page.built_file(),
                listing(&dir.path().join("_site"))
            );
        }
    }
}

fn listing(dir: &Path) -> String {
    let found = Command::new("find")
        .arg(dir)
        .args(["-type", "f"])
        .output()
        .unwrap();
    String::from_utf8_lossy(&found.stdout).into_owned()
}
