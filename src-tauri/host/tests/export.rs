//! Exports into real folders, built by the real Jekyll.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test")]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use faircopy_blog::plan::{self, EntrySource, ExportPlan, FileKind, PlannedFile, SourceImage};
use faircopy_host::blog::{
    self, ApplyError, BlogError, PracticeError, apply, practice_blog, snapshot_for,
};
use jiff::ZonedDateTime;
use tempfile::TempDir;

/// A picture of one pixel.
const PNG: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0,
    1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 13, b'I', b'D', b'A', b'T',
    0x78, 0x9c, 0x63, 0xf8, 0xcf, 0xc0, 0xf0, 0x1f, 0, 5, 0, 1, 0xff, 0x89, 0x99, 0x3d, 0x1d, 0, 0,
    0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

/// Blanks behind values and fences, curly quotes, doubled blank lines: as authors write.
const ENTRY: &str = "---\nlayout: post\ntitle: \"Research Diary 2: Machine Learning\"\n\
    tags: [wona, ml & more]\nauthor: \"A Writer\"\ncategory: career \nimage: face one.jpeg\n\
    excerpt: \"Let's start with a brief introduction of mine. \"\n--- \n\n\n## Introduction\n\n\n\
    So “how” did I end up there? ![desk](desk.png)\n \n## In Conclusion\n\nThe end.\n";

fn now() -> ZonedDateTime {
    "2026-11-24T12:00:00+05:30[Asia/Kolkata]".parse().unwrap()
}

fn source() -> EntrySource {
    let picture = |reference: &str, bytes: &[u8]| SourceImage {
        reference: reference.to_owned(),
        file_name: reference.to_owned(),
        bytes: bytes.to_vec(),
    };
    let second = [PNG, b"x"].concat();
    EntrySource {
        alike: std::collections::BTreeMap::default(),
        private_words: faircopy_blog::private_words::PrivateWords::default(),
        budget: faircopy_blog::plan::IMAGE_BUDGET,
        file_name: "2026-11-23-research-diary-2-machine-learning.md".to_owned(),
        text: ENTRY.as_bytes().to_vec(),
        images: vec![picture("face one.jpeg", PNG), picture("desk.png", &second)],
    }
}

fn planned(dir: &Path, source: &EntrySource) -> ExportPlan {
    let snapshot = snapshot_for(dir, source, &now()).unwrap();
    plan::plan(source, &snapshot, &now()).unwrap()
}

fn new_blog() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    practice_blog(dir.path()).unwrap();
    dir
}

fn build(dir: &Path) {
    let built = Command::new("jekyll")
        .args([
            "build",
            "--quiet",
            "--strict_front_matter",
            "--disable-disk-cache",
        ])
        .current_dir(dir)
        .env("LANG", "C.UTF-8")
        .output()
        .expect("jekyll is needed for this test: apt-get install jekyll");
    let said = String::from_utf8_lossy(&built.stderr);
    assert!(built.status.success() && said.trim().is_empty(), "{said}");
}

/// Every file and folder below, files with their content.
fn tree(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            found.insert(format!("{name}/"), Vec::new());
            for (inner, bytes) in tree(&path) {
                found.insert(format!("{name}/{inner}"), bytes);
            }
        } else {
            found.insert(name, fs::read(&path).unwrap());
        }
    }
    found
}

#[test]
fn an_entry_with_its_cover_is_on_the_built_page() {
    let blog = new_blog();
    let plan = planned(blog.path(), &source());
    assert_eq!(plan.diagnostics, []);
    let receipt = apply(blog.path(), &plan, None).unwrap();
    assert_eq!(
        receipt.written,
        [
            "images/face-one.jpeg",
            "images/desk.png",
            "_posts/2026-11-23-research-diary-2-machine-learning.md"
        ]
    );
    build(blog.path());
    let site = blog.path().join("_site");
    let page = fs::read_to_string(site.join(&plan.built_file)).unwrap();
    for wanted in [
        r#"<h1 class="title">Research Diary 2: Machine Learning</h1>"#,
        r#"<img class="cover" src="/images/face-one.jpeg""#,
        r#"<img src="/images/desk.png" alt="desk""#,
        "<li>wona</li><li>ml &amp; more</li>",
        "by A Writer",
        r#"<h2 id="introduction">Introduction</h2>"#,
        "The end.",
    ] {
        assert!(page.contains(wanted), "{wanted} is not in\n{page}");
    }
    assert_eq!(fs::read(site.join("images/face-one.jpeg")).unwrap(), PNG);
    assert!(site.join("images/desk.png").is_file());
    assert_eq!(
        plan.url_path,
        "/career/2026/11/23/research-diary-2-machine-learning/"
    );
    let index = fs::read_to_string(site.join("index.html")).unwrap();
    assert!(
        index.contains("Let's start with a brief introduction of mine."),
        "{index}"
    );
    assert!(index.contains(&plan.url_path), "{index}");
    assert!(planned(blog.path(), &source()).nothing_to_do);
}

#[test]
fn an_empty_practice_blog_builds() {
    let dir = tempfile::tempdir().unwrap();
    let blog = dir.path().join("not/there/yet");
    practice_blog(&blog).unwrap();
    build(&blog);
    assert!(blog.join("_site/index.html").is_file());
    let before = tree(&blog);
    let again = practice_blog(&blog);
    assert!(matches!(again, Err(PracticeError::NotEmpty { .. })));
    assert_eq!(tree(&blog), before);
}

#[test]
fn folders_that_are_no_blog_say_so() {
    let dir = tempfile::tempdir().unwrap();
    let found = blog::snapshot(dir.path());
    assert!(matches!(found, Err(BlogError::NotABlog { .. })));
    let found = blog::snapshot(&dir.path().join("gone"));
    assert!(matches!(found, Err(BlogError::Disk(_))));
    fs::write(dir.path().join("_config.yml"), "title: ok\nurl: a: b\n").unwrap();
    let error = blog::snapshot(dir.path()).unwrap_err();
    assert!(error.to_string().contains("line 2"), "{error}");
}

fn file(path: &str, before: Option<&[u8]>) -> PlannedFile {
    PlannedFile {
        path: path.to_owned(),
        bytes: b"new".to_vec(),
        before: before.map(<[u8]>::to_vec),
        kind: FileKind::Post,
        diff: None,
    }
}

fn plan_of(files: Vec<PlannedFile>) -> ExportPlan {
    let blog = new_blog();
    ExportPlan {
        files,
        ..planned(blog.path(), &source())
    }
}

#[test]
fn a_write_that_fails_midway_is_taken_back() {
    let blog = new_blog();
    let state = tempfile::tempdir().unwrap();
    fs::write(blog.path().join("_posts/2026-01-01-old.md"), "old").unwrap();
    let before = tree(blog.path());
    // The last file needs a folder where the one before it lies.
    let plan = plan_of(vec![
        file("_posts/2026-01-01-old.md", Some(b"old")),
        file("images/deep/er/a.png", None),
        file("images/way", None),
        file("images/way/in.png", None),
    ]);
    for state_dir in [None, Some(state.path())] {
        let failed = apply(blog.path(), &plan, state_dir);
        assert!(matches!(failed, Err(ApplyError::Disk(_))), "{failed:?}");
        assert_eq!(tree(blog.path()), before);
        assert_eq!(tree(state.path()), BTreeMap::new());
    }
}

#[test]
fn a_blog_that_changed_since_the_plan_is_left_alone() {
    let blog = new_blog();
    fs::write(blog.path().join("_posts/2026-01-01-old.md"), "theirs").unwrap();
    let before = tree(blog.path());
    let new = || file("images/a.png", None);
    for late in [
        file("_posts/2026-01-01-old.md", Some(b"old")),
        file("_posts/2026-01-01-old.md", None),
        file("_posts/2026-01-02-gone.md", Some(b"old")),
    ] {
        let refused = apply(blog.path(), &plan_of(vec![new(), late]), None);
        assert!(
            matches!(refused, Err(ApplyError::Changed { .. })),
            "{refused:?}"
        );
        assert_eq!(tree(blog.path()), before);
    }
}

#[test]
fn nothing_is_written_outside_the_blog() {
    let around = tempfile::tempdir().unwrap();
    let root = around.path().join("blog");
    practice_blog(&root).unwrap();
    fs::create_dir(around.path().join("secret")).unwrap();
    fs::write(around.path().join("secret/file"), "theirs").unwrap();
    symlink("../secret", root.join("link")).unwrap();
    symlink("../secret/file", root.join("file-link")).unwrap();
    let before = tree(around.path());
    for path in [
        "../x",
        "/tmp/faircopy-x",
        "a/../../x",
        "link/new.png",
        "link/deep/new.png",
        "",
        "./x",
        "images/../x",
        "x\0y",
        "file-link",
        "images",
    ] {
        for known in [None, Some(&b"theirs"[..])] {
            let files = vec![file("images/first.png", None), file(path, known)];
            let refused = apply(&root, &plan_of(files), None);
            assert!(refused.is_err(), "{path}");
            assert_eq!(tree(around.path()), before, "{path}");
        }
    }
    assert!(!Path::new("/tmp/faircopy-x").exists());
}

#[test]
fn a_finished_export_leaves_no_record() {
    let blog = new_blog();
    let state = tempfile::tempdir().unwrap();
    let plan = planned(blog.path(), &source());
    apply(blog.path(), &plan, Some(state.path())).unwrap();
    let after = tree(blog.path());
    assert_eq!(tree(state.path()), BTreeMap::new());
    assert!(blog::recover(state.path()).unwrap().is_empty());
    assert!(
        blog::recover(&state.path().join("gone"))
            .unwrap()
            .is_empty()
    );
    assert_eq!(tree(blog.path()), after);
}
