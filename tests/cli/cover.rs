//! `faircopy cover`: a picture comes in, the cover is set, or nothing changes.

use faircopy_tests::{Cli, Cover, Outcome, TempPosts};

const ENTRY: &str = "2020-03-02-entry.md";
const TEXT: &str = "---\ntitle: x\nimage: old.png\n---\n\nText.\n";

#[test]
fn a_picture_is_copied_under_a_safe_name_and_becomes_the_cover() -> Outcome {
    let posts = TempPosts::new()?.with(ENTRY, TEXT)?;
    let picture = posts.picture_elsewhere("My Photo (1).PNG", Cover::Tiny)?;
    Cli::verb("cover")
        .arg(posts.file(ENTRY))
        .arg(&picture)
        .run()?
        .exits(0)
        .done();
    let names = posts.names("images")?;
    assert_eq!(names.len(), 1, "{names:?}");
    assert!(
        names[0]
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(letter)),
        "{names:?}"
    );
    assert_eq!(posts.text(ENTRY)?, TEXT.replace("old.png", &names[0]));
    assert!(picture.is_file(), "the author's own picture stays");
    Ok(())
}

#[test]
fn a_second_picture_of_the_same_name_does_not_replace_the_first() -> Outcome {
    let posts = TempPosts::new()?
        .with(ENTRY, TEXT)?
        .with_image("photo.jpg", Cover::Sample)?;
    let first = posts.bytes("images/photo.jpg")?;
    let picture = posts.picture_elsewhere("photo.jpg", Cover::Tiny)?;
    Cli::verb("cover")
        .arg(posts.file(ENTRY))
        .arg(picture)
        .run()?
        .exits(0)
        .done();
    assert_eq!(posts.bytes("images/photo.jpg")?, first);
    assert_eq!(posts.names("images")?.len(), 2);
    Ok(())
}

#[test]
fn what_is_no_picture_changes_nothing() -> Outcome {
    let posts = TempPosts::new()?.with(ENTRY, TEXT)?;
    let fake = posts.picture_elsewhere("fake.png", Cover::Fake)?;
    for picture in [fake, posts.beside("nowhere.png"), posts.path()] {
        Cli::verb("cover")
            .arg(posts.file(ENTRY))
            .arg(&picture)
            .run()?
            .fails()
            .complains(&picture.file_name().unwrap_or_default().to_string_lossy())
            .complains_to_people()
            .done();
    }
    assert_eq!(posts.text(ENTRY)?, TEXT);
    assert!(posts.names("images").unwrap_or_default().is_empty());
    Ok(())
}
