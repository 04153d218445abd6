//! Files that are no texts, opened in the window: shown or refused at once, and never written.
#![allow(clippy::expect_used, reason = "a test that cannot be set up fails")]

mod room;

use faircopy_wire::{Answers, Edit, OpenEntry, TextChange, WholeText};
use room::{NAME, Room};
use std::{
    fs,
    time::{Duration, Instant},
};

const BYTES: &[u8] = b"---\ntitle: X\n---\n\nCaf\xe9.\n";
/// The promise is a second; a build for tests on a busy machine, whose disk may be busy too, gets ten.
const IN_TIME: Duration = Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 1 });

#[test]
fn f31_a_text_that_is_not_utf_8_is_shown_and_never_written() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("posts")).expect("a folder");
    fs::write(folder.path().join("posts").join(NAME), BYTES).expect("an entry");
    let mut room = Room::again(folder);
    let start = Instant::now();
    let open = room.open();
    assert!(start.elapsed() < IN_TIME);
    assert!(open.text.contains("Caf\u{e9}."), "{}", open.text);
    let why = open.read_only.expect("a reason");
    assert!(why.contains("byte 21 (line 5) is not UTF-8"), "{why}");
    let (entry, length) = (
        open.entry,
        u32::try_from(open.text.len() - 1).expect("short"),
    );
    let refused = room.desk.edit(Edit {
        entry,
        revision: open.revision,
        length,
        changes: vec![TextChange {
            from: 0,
            to: 0,
            insert: "x".to_owned(),
        }],
    });
    assert!(refused.expect_err("refused").message.contains("read only"));
    let whole = room.desk.resync(WholeText {
        entry,
        revision: open.revision,
        text: "Other.\n".to_owned(),
    });
    assert!(whole.is_err());
    room.desk.save_all();
    assert_eq!(fs::read(room.file()).expect("the file"), BYTES);
    // As soon as it is UTF-8 it is an entry like any other.
    fs::write(room.file(), "---\ntitle: X\n---\n\nCoffee!\n").expect("another program");
    room.hear("of the reload", |event| match event {
        faircopy_wire::Event::Reloaded { .. } => Some(()),
        _ => None,
    });
    assert_eq!(room.open().read_only, None);
    room.type_over("X", "Y");
    room.desk.save_all();
    assert!(room.text().contains("title: Y"));
}

#[test]
fn f33_what_would_take_for_ever_is_opened_or_refused_within_a_second() {
    let aliases: Vec<String> = (1..9)
        .map(|number| {
            let before = format!("*a{}", number - 1);
            format!(
                "a{number}: &a{number} [{}]\n",
                [before.as_str(); 10].join(",")
            )
        })
        .collect();
    let deep: Vec<String> = (0..3_000)
        .map(|depth| format!("{}a:\n", " ".repeat(depth)))
        .collect();
    let deep = deep.concat();
    for (name, text) in [
        (
            "aliases",
            format!("---\na0: &a0 [x,x]\n{}---\n\nA.\n", aliases.concat()),
        ),
        (
            "lists",
            format!("---\na: {}\n---\n\nA.\n", "[".repeat(100_000)),
        ),
        ("maps", format!("---\n{deep}---\n\nA.\n")),
        (
            "maps in a line",
            format!("---\na: {}\n---\n\nA.\n", "{a: ".repeat(10_000)),
        ),
        (
            "a body",
            format!("---\ntitle: X\n---\n\n{}\n", "[".repeat(100_000)),
        ),
        ("nothing", "---\ntitle: X\n---\n\nA\0B.\n".to_owned()),
    ] {
        let mut room = Room::with(&text);
        let start = Instant::now();
        let open = room.open();
        let took = start.elapsed();
        assert!(took < IN_TIME, "{name}: {took:?}");
        let told = !open.findings.is_empty() || open.form.error.is_some();
        assert!(
            told || name == "a body" || name == "nothing",
            "{name} is passed over"
        );
        room.desk.save_all();
        assert_eq!(room.text(), text, "{name}");
    }
}

#[test]
fn f32_100_mb_are_refused_within_a_second() {
    let mut room = Room::new();
    let file = fs::File::create(room.file()).expect("a file");
    file.set_len(100_000_000).expect("a large file");
    let start = Instant::now();
    let path = NAME.to_owned();
    let refused = room.desk.open_entry(OpenEntry { path });
    assert!(start.elapsed() < IN_TIME);
    let message = refused.expect_err("refused").message;
    assert!(message.contains("has 100000000 bytes"), "{message}");
}
