//! Pictures that come, change and go on disk while the window shows them, and what cannot be saved.

use faircopy_tests::window::{Opening, Window, testid};
use faircopy_tests::{Key, Outcome, TempBlog, TempPosts, Trouble, desktop_program};
use std::fs;

const NAME: &str = "2024-01-01-old.md";
const TEXT: &str = "---\ntitle: Old\nimage: arm.gif\n---\n\nBefore.\n\n![Arm](images/arm.gif)\n";

/// A picture of one colour, so many dots wide and one high.
fn wide(dots: u8) -> Vec<u8> {
    [
        &b"GIF89a"[..],
        &[dots, 0, 1, 0, 0x80, 0, 0],
        &b"\0\0\0\xff\xff\xff,\0\0\0\0"[..],
        &[dots, 0, 1, 0, 0],
        if dots == 1 {
            &b"\x02\x02D\x01\0;"[..]
        } else {
            &b"\x02\x02\x84Q\0;"[..]
        },
    ]
    .concat()
}

/// Waits until list, form and preview show a picture of this width; of 0, that it is missing.
fn wait_for_width(window: &Window, dots: u8) -> Result<(), Trouble> {
    let image =
        |inside: &str| format!("({inside}?.querySelector('img')?.naturalWidth ?? 0) === {dots}");
    window.wait_until(&image(&testid("form-cover")))?;
    window.wait_until(&image(&testid("library-row")))?;
    window.wait_for_preview(&image("page.getElementById('page-body')"))?;
    window.wait_for_preview(&image("page.getElementById('page-head')"))?;
    let told = if dots == 0 { "=== '2'" } else { "!== '2'" };
    window.wait_until(&format!(
        "(({}?.textContent ?? '').match(/\\d+/)?.[0] ?? '') {told}",
        testid("status-findings")
    ))?;
    Ok(())
}

#[test]
fn a_picture_that_comes_changes_and_goes_is_followed() -> Outcome {
    let posts = TempPosts::new()?.with(NAME, TEXT)?;
    let window = Opening::on(&posts.path()).open(&desktop_program()?)?;
    window.open_entry(NAME)?;
    window.unfold_details()?;
    wait_for_width(&window, 0)?;
    posts.put("images/arm.gif", &wide(1))?;
    wait_for_width(&window, 1)?;
    posts.put("images/arm.gif", &wide(2))?;
    wait_for_width(&window, 2)?;
    window.keep_picture("picture-changed")?;
    fs::remove_file(posts.file("images/arm.gif"))?;
    wait_for_width(&window, 0)?;
    Ok(())
}

#[test]
fn a_picture_of_the_blog_is_looked_for_again_when_the_window_is_come_back_to() -> Outcome {
    let posts = TempPosts::new()?.with(NAME, TEXT)?;
    let blog = TempBlog::with_bare_image_names()?;
    let window = Opening::on(&posts.path())
        .answering_dialogs_with(&posts, blog.path())?
        .open(&desktop_program()?)?;
    window.open_entry(NAME)?;
    window.unfold_details()?;
    wait_for_width(&window, 0)?;
    window.driver().chord(&[Key::Control, Key::Char('e')])?;
    window.click("export-choose-blog")?;
    window.by_testid("export-url")?;
    window.driver().chord(&[Key::Escape])?;
    fs::create_dir(blog.path().join("images"))?;
    fs::write(blog.path().join("images/arm.gif"), wide(2))?;
    window
        .driver()
        .run("window.dispatchEvent(new Event('focus'))", &[])?;
    wait_for_width(&window, 2)?;
    Ok(())
}

#[test]
fn a_text_that_cannot_be_saved_is_copied_elsewhere() -> Outcome {
    let posts = TempPosts::new()?.with(NAME, TEXT)?;
    let answer = posts.beside("answer.txt");
    let elsewhere = posts.beside("elsewhere");
    fs::create_dir(&elsewhere)?;
    fs::write(elsewhere.join(NAME), "There before.")?;
    fs::write(&answer, format!("{}\n", elsewhere.display()))?;
    let window = Opening::on(&posts.path())
        .answering_dialogs_from(&answer)
        .open(&desktop_program()?)?;
    window.open_entry(NAME)?;
    // Neither replaced nor written: a folder of that name takes its place.
    fs::remove_file(posts.file(NAME))?;
    fs::create_dir(posts.file(NAME))?;
    window.write("More.")?;
    window.wait_until(&format!(
        "{}?.dataset.state === 'failed'",
        testid("status-saved")
    ))?;
    window.keep_picture("not-saved")?;
    window.click("save-copy")?;
    let copy = elsewhere.join("2024-01-01-old-2.md");
    window.wait_until(&format!(
        "document.body.textContent.includes('A copy of the text is in {}')",
        copy.display()
    ))?;
    assert_eq!(fs::read_to_string(copy)?, format!("{TEXT}More."));
    assert_eq!(fs::read_to_string(elsewhere.join(NAME))?, "There before.");
    Ok(())
}
