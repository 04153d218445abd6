//! What an author is told of an open entry before any export.
#![allow(clippy::expect_used, reason = "a test that cannot be set up fails")]

mod room;

use faircopy_wire::{Answers, EntryRef, Event, Level, MakePracticeBlog};
use room::Room;
use std::fs;

/// What is found, by how much it matters, its code and line.
fn found(room: &mut Room) -> Vec<(Level, String, Option<u32>)> {
    let entry = room.open().entry;
    let checked = room.desk.check(EntryRef { entry }).expect("an answer");
    let found = checked.findings.into_iter();
    found
        .map(|finding| (finding.level, finding.code, finding.line))
        .collect()
}

#[test]
fn a_cover_that_is_not_there_is_told_until_it_is() {
    let mut room = Room::with("---\ntitle: Day\nimage: arm.png\n---\n\nWords.\n");
    let missing = (Level::Error, "cover-missing".to_owned(), Some(3));
    let entry = room.open().entry;
    let shown = |room: &mut Room| {
        let checked = room.desk.check(EntryRef { entry }).expect("an answer");
        checked.pictures
    };
    let without = shown(&mut room);
    assert_eq!(found(&mut room), [missing]);
    let images = room.folder.join("posts/images");
    fs::create_dir(&images).expect("a folder");
    let pixel = [
        &b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff"[..],
        b",\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;",
    ];
    fs::write(images.join("arm.png"), pixel.concat()).expect("a picture");
    room.hear("of pictures", |event| {
        matches!(event, Event::Pictures {}).then_some(())
    });
    assert_eq!(found(&mut room), []);
    let with = shown(&mut room);
    assert_ne!(
        with, without,
        "a window knows that there is something to show"
    );
    assert_eq!(shown(&mut room), with);
}

#[test]
fn a_text_without_front_matter_is_told() {
    let mut room = Room::with("Only words.\n");
    let none = (Level::Warning, "front-matter-none".to_owned(), Some(1));
    assert!(found(&mut room).contains(&none), "{:?}", found(&mut room));
}

#[test]
fn front_matter_that_cannot_be_read_is_told_once() {
    let mut room = Room::with("---\ntitle: a: b\n---\n\nWords.\n");
    let found = found(&mut room);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].0, found[0].2), (Level::Error, Some(2)));
}

#[test]
fn liquid_that_stops_the_chosen_blog_is_told_while_it_is_written() {
    let mut room = Room::with("---\ntitle: Day\n---\n\n{% foo %}\n\n{% include none.html %}\n");
    let told = |room: &mut Room| -> Vec<(Level, String)> {
        let found = found(room).into_iter();
        found.map(|(level, code, _)| (level, code)).collect()
    };
    // A blog that is not known may have a plugin for it.
    assert_eq!(
        told(&mut room),
        [(Level::Warning, "liquid-unknown".to_owned())]
    );
    let folder = Some(room.folder.join("blog").display().to_string());
    room.desk
        .make_practice_blog(MakePracticeBlog { folder })
        .expect("a blog");
    assert_eq!(
        told(&mut room),
        [
            (Level::Error, "liquid-unknown".to_owned()),
            (Level::Error, "include-missing".to_owned())
        ]
    );
}
