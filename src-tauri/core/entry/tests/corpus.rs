//! Real posts take a new title and keep every other byte.

#![allow(
    clippy::expect_used,
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "a test reads real files, and says at once what is missing"
)]

use faircopy_entry::diagnostic::Severity;
use faircopy_entry::edit::{self, NewValue};
use faircopy_entry::fields;

fn text(value: &str) -> NewValue {
    NewValue::Text(value.to_owned())
}

#[test]
fn every_post_takes_a_new_title_and_nothing_else_changes() {
    let folder = format!("{}/../../../../shared", env!("CARGO_MANIFEST_DIR"));
    if !std::path::Path::new(&folder).exists() {
        println!("skipped: {folder} is not there");
        return;
    }
    let mut seen = 0;
    for part in ["seed", "corpus/jekyll", "corpus/brew.sh"] {
        for file in std::fs::read_dir(format!("{folder}/{part}")).expect("a folder") {
            let path = file.expect("a file").path();
            let Ok(before) = std::fs::read_to_string(&path) else {
                continue;
            };
            let reading = fields::read(&before);
            if reading.split.front_matter.is_none() {
                continue;
            }
            let errors: Vec<_> = reading
                .problems
                .iter()
                .filter(|problem| problem.severity == Severity::Error)
                .collect();
            assert!(errors.is_empty(), "{path:?}: {errors:?}");
            seen += 1;
            check_new_title(&before);
        }
    }
    assert!(seen > 140, "only {seen} posts");
}

fn check_new_title(before: &str) {
    let title = "A \"new\" title: on 12:30 #1 — ünï";
    let edits = edit::set(before, "title", &text(title)).expect("an edit");
    let after = edit::apply(before, &edits);
    let reading = fields::read(&after);
    assert_eq!(reading.fields.title.as_deref(), Some(title));
    let without = |text: &str| {
        fields::read(text)
            .fields
            .all
            .into_iter()
            .filter(|(key, _)| key != "title")
            .collect::<Vec<_>>()
    };
    assert_eq!(without(before), without(&after));
    let other_lines = |text: &str| {
        text.lines()
            .filter(|line| !line.starts_with("title:"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(other_lines(before), other_lines(&after));
    let old = fields::read(before).fields.title.expect("a title");
    let back = edit::set(&after, "title", &text(&old)).expect("an edit");
    let again = edit::apply(&after, &back);
    assert_eq!(fields::read(&again).fields.title, Some(old));
}
