//! Settings that the author and other programs change, and fields that take not everything.
#![allow(clippy::expect_used, reason = "a test that cannot be set up fails")]

mod room;

use faircopy_wire::{
    Answers, Empty, FailureCode, FieldInput, SetField, Stretch, TextFont, UpdateSettings,
};
use room::Room;
use std::fs;

#[test]
fn a_file_changed_by_hand_is_read_again_and_no_choice_in_it_is_lost() {
    let mut room = Room::new();
    let file = room.folder.join("settings/settings.yml");
    let wish = UpdateSettings {
        text_size: Some(20),
        ..UpdateSettings::default()
    };
    room.desk.update_settings(wish).expect("settings");
    let text = fs::read_to_string(&file).expect("a file");
    fs::write(&file, text.replace("font: sans", "font: serif")).expect("a file");
    assert_eq!(
        room.desk.read_settings(Empty {}).expect("settings").font,
        TextFont::Serif
    );
    let text = fs::read_to_string(&file).expect("a file");
    fs::write(&file, text.replace("zoom: 100", "zoom: 9000")).expect("a file");
    let wish = UpdateSettings {
        typewriter: Some(true),
        ..UpdateSettings::default()
    };
    let settings = room.desk.update_settings(wish).expect("settings");
    assert_eq!((settings.zoom, settings.text_size), (200, 20));
    assert!(settings.typewriter && settings.font == TextFont::Serif);
    fs::write(&file, "zoom: [").expect("a file");
    let failure = room.desk.read_settings(Empty {}).expect_err("no settings");
    assert!(
        failure.message.contains("settings.yml"),
        "{}",
        failure.message
    );
}

#[test]
fn a_date_that_jekyll_does_not_read_is_not_set() {
    let mut room = Room::new();
    let opened = room.open();
    let mut set = |yaml: &str| {
        room.desk.set_field(SetField {
            entry: opened.entry,
            revision: opened.revision,
            key: "date".to_owned(),
            value: Some(FieldInput::Yaml(yaml.to_owned())),
        })
    };
    let failure = set("tomorrow").expect_err("no date");
    assert_eq!(failure.code, FailureCode::Field);
    assert!(
        failure.message.contains("is no date"),
        "{}",
        failure.message
    );
    assert_eq!(set("2026-11-24").expect("a date").changes.len(), 1);
}

#[test]
fn words_of_a_stretch_are_those_of_the_whole() {
    let mut room = Room::with("---\ntitle: Day\n---\n\nFirst 漢字 words.\n");
    let opened = room.open();
    let length = u32::try_from(opened.text.encode_utf16().count()).expect("a short text");
    let mut count = |revision, from| {
        room.desk.count_stretch(Stretch {
            entry: opened.entry,
            revision,
            from,
            to: length,
        })
    };
    let all = count(opened.revision, opened.body_from).expect("counts");
    assert_eq!(all, opened.counts);
    let behind = count(opened.revision, opened.body_from + 6).expect("counts");
    assert_eq!((behind.words, all.words), (3, 4));
    let failure = count(opened.revision + 1, 0).expect_err("another text");
    assert_eq!(failure.code, FailureCode::Stale);
}
