//! What an export would write, for entries of many kinds.
#![allow(clippy::unwrap_used, reason = "a test")]

use faircopy_blog::plan::{
    EntrySource, ExportPlan, FileKind, PlanError, SourceImage, plan, wanted,
};
use faircopy_blog::{BlogImage, BlogPost, BlogSnapshot};
use jiff::ZonedDateTime;

fn now() -> ZonedDateTime {
    "2026-11-24T01:30:00+05:30[Asia/Kolkata]".parse().unwrap()
}

fn entry(file_name: &str, text: &str, images: &[(&str, &str)]) -> EntrySource {
    EntrySource {
        alike: std::collections::BTreeMap::default(),
        private_words: faircopy_blog::private_words::PrivateWords::default(),
        budget: faircopy_blog::plan::IMAGE_BUDGET,
        file_name: file_name.to_owned(),
        text: text.as_bytes().to_vec(),
        images: images
            .iter()
            .map(|(reference, bytes)| SourceImage {
                reference: (*reference).to_owned(),
                file_name: reference.rsplit('/').next().unwrap().to_owned(),
                bytes: bytes.as_bytes().to_vec(),
            })
            .collect(),
    }
}

fn planned(source: &EntrySource, blog: &BlogSnapshot) -> ExportPlan {
    plan(source, blog, &now()).unwrap()
}

/// The blog after a plan, as a host would see it.
fn applied(blog: &BlogSnapshot, plan: &ExportPlan) -> BlogSnapshot {
    let mut blog = blog.clone();
    for file in &plan.files {
        blog.contents.insert(file.path.clone(), file.bytes.clone());
        match file.kind {
            FileKind::Image => blog.images.push(BlogImage {
                path: file.path.clone(),
                size: file.bytes.len() as u64,
            }),
            FileKind::Post => {
                blog.posts.retain(|post| post.path != file.path);
                blog.posts.push(BlogPost {
                    path: file.path.clone(),
                    text: String::from_utf8(file.bytes.clone()).unwrap(),
                });
            }
        }
    }
    blog
}

fn blog() -> BlogSnapshot {
    BlogSnapshot {
        config: Some("title: B\nurl: https://example.org\nbaseurl: /b\ntimezone: UTC\n".to_owned()),
        ..BlogSnapshot::default()
    }
}

fn paths(plan: &ExportPlan) -> Vec<&str> {
    plan.files.iter().map(|file| file.path.as_str()).collect()
}

const TEXT: &str = "---\nlayout: none\ntitle: \"A\"\nimage: pics/a.png\n---\nText ![b](b.png)\n";

#[test]
fn a_picture_that_the_blog_has_under_another_name_is_shown_from_there_and_told() {
    let mut blog = blog();
    blog.images.push(BlogImage {
        path: "images/older.png".into(),
        size: 2,
    });
    blog.contents
        .insert("images/older.png".into(), b"AA".to_vec());
    let source = entry(
        "2026-11-20-a.md",
        TEXT,
        &[("pics/a.png", "AA"), ("b.png", "B")],
    );
    let plan = planned(&source, &blog);
    assert_eq!(paths(&plan), ["images/b.png", "_posts/2026-11-20-a.md"]);
    let told: Vec<_> = plan
        .diagnostics
        .iter()
        .filter(|found| found.code == "image-stored")
        .map(|found| (found.line, found.message.as_str()))
        .collect();
    assert_eq!(
        told,
        [(
            Some(4),
            "The blog has the picture pics/a.png already, as images/older.png; the post shows that one."
        )]
    );
}

#[test]
fn an_export_twice_does_nothing_the_second_time() {
    let source = entry(
        "2026-11-20-a.md",
        TEXT,
        &[("pics/a.png", "AA"), ("b.png", "B")],
    );
    let first = planned(&source, &blog());
    assert_eq!(
        paths(&first),
        ["images/a.png", "images/b.png", "_posts/2026-11-20-a.md"]
    );
    assert_eq!(first.url, "https://example.org/b/2026/11/20/a.html");
    assert_eq!(first.built_file, "2026/11/20/a.html");
    assert_eq!(first.published_on, "2026-11-20 00:00 +00:00");
    assert_eq!(first.diagnostics, []);
    assert!(!first.nothing_to_do && !first.is_blocked());
    let diff = first.files[2].diff.as_deref().unwrap();
    assert!(
        diff.starts_with("--- /dev/null\n+++ b/_posts/2026-11-20-a.md\n"),
        "{diff}"
    );

    let after = applied(&blog(), &first);
    let second = planned(&source, &after);
    assert!(second.nothing_to_do, "{second:?}");
    assert_eq!(second.url, first.url);

    let changed = entry(
        "2026-11-20-a.md",
        &TEXT.replace("Text", "More"),
        &[("pics/a.png", "AA"), ("b.png", "B")],
    );
    let third = planned(&changed, &after);
    assert_eq!(paths(&third), ["_posts/2026-11-20-a.md"]);
    assert_eq!(third.files[0].before, Some(first.files[2].bytes.clone()));
    assert!(third.files[0].diff.as_deref().unwrap().contains("\n-Text"));
}

#[test]
fn names_of_pictures_are_safe_and_unique() {
    let mut blog = blog();
    blog.images.push(BlogImage {
        path: "images/A.png".into(),
        size: 3,
    });
    blog.images.push(BlogImage {
        path: "images/same.png".into(),
        size: 4,
    });
    blog.contents.insert("images/A.png".into(), b"old".to_vec());
    blog.contents
        .insert("images/same.png".into(), b"same".to_vec());
    let text = "---\ntitle: A\nlayout: none\n---\n![1](a.png) ![2](x/a.png) ![3](s.png) ![4](t.png) ![5](<we ird 'q'.JPG>) ![6](.._.png)\n";
    let source = entry(
        "2026-11-20-a.md",
        text,
        &[
            ("a.png", "one"),
            ("x/a.png", "two"),
            ("s.png", "same"),
            ("t.png", "one"),
            ("we ird 'q'.JPG", "five"),
            (".._.png", "six"),
        ],
    );
    let plan = planned(&source, &blog);
    assert_eq!(
        paths(&plan),
        [
            "images/a-2.png",
            "images/a-3.png",
            "images/we-ird--q.JPG",
            "images/image.png",
            "_posts/2026-11-20-a.md",
        ]
    );
    let text = String::from_utf8(plan.files[4].bytes.clone()).unwrap();
    let base = "{{ site.baseurl }}/images";
    assert!(text.ends_with(&format!(
        "![1]({base}/a-2.png) ![2]({base}/a-3.png) ![3]({base}/same.png) ![4]({base}/a-2.png) ![5](<{base}/we-ird--q.JPG>) ![6]({base}/image.png)\n"
    )), "{text}");
}

#[test]
fn pictures_outside_are_errors_and_never_followed() {
    for reference in [
        "../../etc/passwd",
        "/../x.png",
        "~/x.png",
        "%2e%2e/x.png",
        "gone.png",
    ] {
        let text = format!(
            "---\nlayout: none\ntitle: A\nimage: \"{reference}\"\n---\nText ![x]({reference})\n"
        );
        let mut source = entry("2026-11-20-a.md", &text, &[]);
        if reference != "gone.png" {
            source.images.push(SourceImage {
                reference: reference.to_owned(),
                file_name: "passwd".to_owned(),
                bytes: b"root".to_vec(),
            });
        }
        let plan = planned(&source, &blog());
        assert!(plan.is_blocked(), "{reference}");
        assert_eq!(
            plan.diagnostics.len(),
            2,
            "{reference}: {:?}",
            plan.diagnostics
        );
        assert_eq!(paths(&plan), ["_posts/2026-11-20-a.md"], "{reference}");
        assert_eq!(plan.files[0].bytes, text.as_bytes());
    }
}

#[test]
fn entries_without_a_date_in_their_name_get_one() {
    let check = |file_name: &str, keys: &str, wanted: &str| {
        let text = format!("---\nlayout: none\ntitle: My Title\n{keys}---\nText\n");
        let plan = planned(&entry(file_name, &text, &[]), &blog());
        assert_eq!(plan.post_path, wanted);
        assert_eq!(plan.diagnostics, [], "{file_name}");
    };
    // In the zone of the site it is still the day before.
    check("an idea.md", "", "_posts/2026-11-23-an-idea.md");
    check(
        "idea.txt",
        "date: 2026-02-03 10:00\n",
        "_posts/2026-02-03-idea.md",
    );
    check(
        "!!.md",
        "date: 2026-02-03\n",
        "_posts/2026-02-03-my-title.md",
    );
    check(
        "a/../../b.md",
        "date: 2026-02-03\n",
        "_posts/2026-02-03-b.md",
    );
    check(
        "2026-01-01-x/../../../y.md",
        "date: 2026-02-03\n",
        "_posts/2026-02-03-y.md",
    );
    check(
        "2026-01-01-Kept As.It is.markdown",
        "",
        "_posts/2026-01-01-Kept As.It is.markdown",
    );
}

#[test]
fn a_post_in_a_folder_of_its_year_is_updated_there() {
    let mut blog = blog();
    let path = "_posts/2026/2026-11-20-a.md".to_owned();
    blog.posts.push(BlogPost {
        path: path.clone(),
        text: "old".into(),
    });
    let source = entry(
        "2026-11-20-a.md",
        "---\nlayout: none\ntitle: A\n---\nT\n",
        &[],
    );
    assert_eq!(
        wanted(&source, &blog, &now()).unwrap().as_slice(),
        std::slice::from_ref(&path)
    );
    assert!(matches!(
        plan(&source, &blog, &now()),
        Err(PlanError::Unread { .. })
    ));
    blog.contents.insert(path.clone(), b"old".to_vec());
    assert_eq!(paths(&planned(&source, &blog)), [path]);
}

#[test]
fn entries_that_are_no_text_have_no_plan() {
    let mut source = entry("2026-11-20-a.md", "abc", &[]);
    source.text.extend_from_slice(b"\xff\xfe");
    assert!(matches!(
        plan(&source, &blog(), &now()),
        Err(PlanError::NotUtf8 { offset: 3, .. })
    ));
}

#[test]
fn only_references_change() {
    let text = "\u{feff}---\r\ntitle:   'A'   # note\r\nlayout: none\r\nimage: 'a.png' # cover\r\n---  \r\n\r\n<img alt=x src='a.png'>\r\nlast";
    let plan = planned(&entry("2026-11-20-a.md", text, &[("a.png", "A")]), &blog());
    let wanted = text
        .replace("image: 'a.png'", "image: '/images/a.png'")
        .replace("src='a.png'", "src='{{ site.baseurl }}/images/a.png'");
    assert_eq!(
        String::from_utf8(plan.files[1].bytes.clone()).unwrap(),
        wanted
    );
}

#[test]
fn private_passages_stay_at_home_with_their_pictures() {
    let text = "---\nlayout: post\ntitle: A\n---\n\nOne ![a](a.png).\n\n<!-- private\nAsk Meera: <img src=\"b.png\" alt=\"b\">\n-->\n\n\
                Two ![a](a.png).\n";
    let source = entry("2026-11-23-a.md", text, &[("a.png", "A"), ("b.png", "B")]);
    let plan = planned(&source, &blog());
    let paths: Vec<&str> = plan.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths.len(), 2, "{paths:?}");
    let post = plan.files.iter().find(|file| file.kind == FileKind::Post);
    let written = String::from_utf8(post.unwrap().bytes.clone()).unwrap();
    assert!(
        written.contains("One ![a](") && written.contains("Two ![a]("),
        "{written}"
    );
    assert!(
        !written.contains("Meera") && !written.contains("private"),
        "{written}"
    );
    assert!(written.contains(").\n\nTwo"), "{written}");
    assert!(!plan.is_blocked(), "{:?}", plan.diagnostics);
    let open = entry(
        "2026-11-23-a.md",
        &text.replace("-->", ""),
        &[("a.png", "A"), ("b.png", "B")],
    );
    assert!(planned(&open, &blog()).is_blocked());
}
