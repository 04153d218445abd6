use std::io::ErrorKind;

use crate::{
    EntryRow, FileChange, Index, LibraryChange, ReadProblem, is_entry_path, is_recovered_path,
    may_hold_pictures, recovered_path,
};

fn present(path: &str, text: &str) -> FileChange {
    FileChange::Present {
        path: path.to_owned(),
        bytes: Ok(text.as_bytes().to_vec()),
    }
}

fn unreadable(path: &str, problem: ReadProblem) -> FileChange {
    FileChange::Present {
        path: path.to_owned(),
        bytes: Err(problem),
    }
}

fn row(path: &str, text: &str) -> EntryRow {
    let mut index = Index::new();
    index.apply(present(path, text));
    index.row(path).unwrap().clone()
}

#[test]
fn entries_are_markdown_files_outside_of_what_is_set_apart() {
    let check = |path: &str, expected: bool| assert_eq!(is_entry_path(path), expected, "{path}");
    for path in [
        "a.md",
        "A.MD",
        "a.markdown",
        "sub/deep/a.md",
        "छोटे.md",
        "a.b.md",
        "draft_.md",
    ] {
        check(path, true);
    }
    for path in [
        "",
        "a",
        "a.txt",
        ".md",
        ".a.md",
        "_a.md",
        "_templates/a.md",
        "images/a.md",
        "x/images/a.md",
        ".git/a.md",
        "x/.hidden/a.md",
        "a.md/b.txt",
        ".faircopy-0.tmp",
        "md",
    ] {
        check(path, false);
    }
}

#[test]
fn copies_of_recovered_texts_are_told_by_their_names() {
    for (number, name) in [
        (1, "2026-01-02-day-recovered.md"),
        (12, "2026-01-02-day-recovered-12.md"),
    ] {
        assert_eq!(recovered_path("2026-01-02-day.md", number), name);
        assert!(is_recovered_path(name));
        assert!(is_recovered_path(&recovered_path(name, number)));
    }
    for name in [
        "2026-01-02-day.md",
        "recovered.md",
        "the-recovered-week.md",
        "a-recovered-.md",
    ] {
        assert!(!is_recovered_path(name), "{name}");
    }
}

#[test]
fn what_may_be_or_hold_a_picture() {
    for path in [
        "a.png",
        "images/a.JPEG",
        "images",
        "_drafts/a.svg",
        "sub/pics",
    ] {
        assert!(may_hold_pictures(path), "{path}");
    }
    for path in ["a.md", ".git/a.png", ".git", "a.png.part"] {
        assert!(!may_hold_pictures(path), "{path}");
    }
}

#[test]
fn a_row_says_what_front_matter_says() {
    let text = "---\ntitle: \"Research Diary 2: Machine Learning\"\ndate: 2026-11-02 10:00:00 +0530\n\
        author: Asha\nimage: images/a.png\ntags: [one, two]\n---\nThree words here.\n";
    let expected = EntryRow {
        path: "sub/2026-10-01-diary.md".to_owned(),
        title: "Research Diary 2: Machine Learning".to_owned(),
        date: Some("2026-11-02".to_owned()),
        author: Some("Asha".to_owned()),
        cover: Some("images/a.png".to_owned()),
        tags: vec!["one".to_owned(), "two".to_owned()],
        words: 3,
        series: Some(("Research Diary".to_owned(), 2)),
        error: None,
        problems: 0,
    };
    assert_eq!(row("sub/2026-10-01-diary.md", text), expected);
}

#[test]
fn the_name_of_the_file_fills_in_what_front_matter_leaves_out() {
    let check = |path: &str, text: &str, title: &str, date: Option<&str>| {
        let row = row(path, text);
        assert_eq!(
            (row.title.as_str(), row.date.as_deref()),
            (title, date),
            "{path}"
        );
    };
    check("2026-10-01-a-name.md", "text", "a-name", Some("2026-10-01"));
    check(
        "2026-10-01-a-name.md",
        "---\ntitle: T\n---\n",
        "T",
        Some("2026-10-01"),
    );
    check(
        "2026-10-01-a-name.md",
        "---\ntitle: ' '\n---\n",
        "a-name",
        Some("2026-10-01"),
    );
    check("just a name.md", "text", "just a name", None);
    check(
        "2026-10-01-a.md",
        "---\ndate: soon\n---\n",
        "a",
        Some("2026-10-01"),
    );
}

#[test]
fn a_broken_entry_stays_listed_with_its_error() {
    let check = |change: FileChange, sign: &str| {
        let mut index = Index::new();
        index.apply(change);
        let rows = index.rows();
        let error = rows[0].error.as_deref().unwrap();
        assert!(error.contains(sign), "{error:?} says nothing of {sign:?}");
        assert!(rows[0].problems > 0);
    };
    check(present("a.md", "---\ntitle: a: b\n---\n"), "line 2");
    check(present("a.md", "---\ntitle: [a\n---\n"), "line ");
    let latin = FileChange::Present {
        path: "a.md".to_owned(),
        bytes: Ok(b"a\nb\xe9".to_vec()),
    };
    check(latin, "line 2: byte 3");
    check(unreadable("x.md", ReadProblem::IsDirectory), "folder");
    check(
        unreadable(
            "x.md",
            ReadProblem::TooLarge {
                bytes: 21,
                limit: 20,
            },
        ),
        "21 bytes",
    );
    check(
        unreadable("x.md", ReadProblem::Refused(ErrorKind::PermissionDenied)),
        "permission",
    );
}

#[test]
fn changes_of_files_become_changes_of_rows() {
    let mut index = Index::new();
    let one = "---\ntitle: One\n---\n";
    assert!(matches!(
        &index.apply(present("a.md", one))[..],
        [LibraryChange::Put(_)]
    ));
    assert!(
        index.apply(present("a.md", one)).is_empty(),
        "nothing differs"
    );
    assert!(index.apply(present("a.txt", one)).is_empty(), "no entry");
    let renamed = FileChange::Renamed {
        from: "a.md".to_owned(),
        to: "2026-01-01-b.md".to_owned(),
    };
    let changes = index.apply(renamed);
    assert_eq!(changes[0], LibraryChange::Removed("a.md".to_owned()));
    let LibraryChange::Put(row) = &changes[1] else {
        panic!("{changes:?}")
    };
    assert_eq!(
        (row.title.as_str(), row.date.as_deref()),
        ("One", Some("2026-01-01"))
    );
    let away = FileChange::Renamed {
        from: row.path.clone(),
        to: "_b.md".to_owned(),
    };
    assert_eq!(
        index.apply(away),
        [LibraryChange::Removed(row.path.clone())]
    );
    assert!(
        index
            .apply(FileChange::Gone {
                path: "a.md".to_owned()
            })
            .is_empty()
    );
    assert!(index.is_empty());
}

#[test]
fn rows_come_newest_first() {
    let mut index = Index::new();
    for path in [
        "b.md",
        "2026-01-01-z.md",
        "2026-03-01-a.md",
        "2026-01-01-a.md",
        "a.md",
    ] {
        index.apply(present(path, ""));
    }
    let paths: Vec<String> = index.rows().into_iter().map(|row| row.path).collect();
    let expected = [
        "2026-03-01-a.md",
        "2026-01-01-a.md",
        "2026-01-01-z.md",
        "a.md",
        "b.md",
    ];
    assert_eq!(paths, expected);
}

#[test]
fn a_series_goes_on_after_its_highest_number() {
    let mut index = Index::new();
    for (path, title) in [
        ("a.md", "Research Diary 9: Rust"),
        ("b.md", "Research Diary 10: C"),
        ("c.md", "research  diary 3: Old"),
        ("d.md", "Notes"),
    ] {
        index.apply(present(path, &format!("---\ntitle: '{title}'\n---\n")));
    }
    assert_eq!(index.next_in_series("research diary"), 11);
    assert_eq!(index.next_in_series("Another"), 1);
    let series = index.series();
    assert_eq!(series.len(), 1);
    assert_eq!((series[0].next, series[0].last.as_str()), (11, "b.md"));
    assert_eq!(index.titles().len(), 4);
}
