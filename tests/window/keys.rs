//! The keyboard in the text: what it writes, where it goes, and that the line stays to be seen.

use faircopy_tests::window::{Opening, Window, testid};
use faircopy_tests::{Key, Outcome, TempPosts, Trouble, desktop_program};
use std::fs;

const NAME: &str = "2024-01-01-one.md";
const HEAD: &str = "---\ntitle: One\ndate: 2024-01-01\n---\n";
const CONTROL_B: [Key; 2] = [Key::Control, Key::Char('b')];
const EDITOR: &str = "document.querySelector('.cm-scroller').scrollTop";

fn open(posts: &TempPosts) -> Result<Window, Trouble> {
    let window = Opening::on(&posts.path()).open(&desktop_program()?)?;
    window.open_entry(NAME)?;
    Ok(window)
}

/// Whether the keyboard is in the element with a `data-testid`.
fn has_keyboard(id: &str) -> String {
    format!("{}.contains(document.activeElement)", testid(id))
}

/// Types where the keyboard is, without a click before.
fn strike(window: &Window, text: &str) -> Result<(), Trouble> {
    for letter in text.chars() {
        let key = if letter == '\n' {
            Key::Enter
        } else {
            Key::Char(letter)
        };
        window.driver().chord(&[key])?;
    }
    Ok(())
}

#[test]
fn keys_write_the_markdown_that_a_writer_means() -> Outcome {
    let posts = TempPosts::new()?.with(NAME, format!("{HEAD}\n"))?;
    let window = open(&posts)?;
    window.write("")?;
    window.driver().chord(&CONTROL_B)?;
    strike(&window, "read ")?;
    window.driver().chord(&CONTROL_B)?;
    strike(&window, "on\n\n- one\n")?;
    window.driver().chord(&[Key::Tab])?;
    strike(&window, "two\n")?;
    window.driver().chord(&[Key::Shift, Key::Tab])?;
    window.driver().chord(&[Key::Control, Key::Char('k')])?;
    strike(&window, "my page")?;
    window.driver().chord(&[Key::Tab])?;
    strike(&window, "https://a.org")?;
    window.driver().chord(&[Key::Tab])?;
    strike(&window, " end")?;
    window.wait_for_preview("page.querySelector('a')?.textContent === 'my page'")?;
    window.wait_until_saved()?;
    let body = "**read** on\n\n- one\n  - two\n- [my page](https://a.org) end";
    assert_eq!(posts.text(NAME)?, format!("{HEAD}\n{body}"));
    Ok(())
}

#[test]
fn the_keyboard_leaves_the_text_and_comes_back_to_its_place() -> Outcome {
    let body = "\nWords enough for a paragraph of its own.\n".repeat(60);
    let posts = TempPosts::new()?.with(NAME, format!("{HEAD}{body}"))?;
    let window = open(&posts)?;
    window.write("x")?;
    window.wait_until(&format!("{EDITOR} > 500"))?;
    let place = window.driver().run(&format!("return {EDITOR}"), &[])?;
    let stays = format!("Math.abs({EDITOR} - {place}) < 2");
    // In the text Tab is for lists and code; behind Escape it goes on as everywhere.
    window.driver().chord(&[Key::Tab])?;
    window.wait_until(&has_keyboard("editor"))?;
    window.driver().chord(&[Key::Escape])?;
    window.driver().chord(&[Key::Tab])?;
    window.wait_until(&format!("!{}", has_keyboard("editor")))?;
    window.driver().chord(&[Key::Shift, Key::Tab])?;
    window.wait_until(&has_keyboard("editor"))?;
    // A frame later the browser would have scrolled.
    window.driver().run_async(
        "requestAnimationFrame(() => setTimeout(arguments[0], 50))",
        &[],
    )?;
    window.wait_until(&stays)?;
    for id in ["preview-scroller", "library-filter", "form-title", "editor"] {
        window.driver().chord(&[Key::F6])?;
        window.wait_until(&has_keyboard(id))?;
    }
    window.wait_until(&stays)?;
    Ok(())
}

#[test]
fn the_line_that_is_written_is_seen_in_the_preview() -> Outcome {
    let items: Vec<String> = (0..120)
        .map(|number| format!("- item {number}\n"))
        .collect();
    let posts = TempPosts::new()?.with(NAME, format!("{HEAD}\n{}", items.concat()))?;
    let window = open(&posts)?;
    window.write("- last")?;
    let scroller = testid("preview-scroller");
    let seen = format!(
        "((items, view) => items[items.length - 1].textContent.includes('last')
           && items[items.length - 1].getBoundingClientRect().bottom <= view.scrollTop + view.clientHeight)
         ({}.contentDocument.querySelectorAll('li'), {scroller})",
        testid("preview")
    );
    window.wait_until(&seen)?;
    strike(&window, "\nlast of all")?;
    window.wait_until(&seen)?;
    // Words in the form are read in the form.
    window.fill("form-title", "Two\n")?;
    window.wait_for_preview("page.body.textContent.includes('Two')")?;
    window.wait_until(&seen)?;
    Ok(())
}

#[test]
fn a_banner_does_not_cover_the_line_that_is_written() -> Outcome {
    let body = "\nWords enough for a paragraph of its own.\n".repeat(60);
    let text = format!("{HEAD}{body}");
    let posts = TempPosts::new()?.with(NAME, &text)?;
    let window = open(&posts)?;
    window.write("")?;
    fs::remove_file(posts.path().join(NAME))?;
    window.by_testid("held")?;
    window.wait_until(
        "((line, view) => line.bottom <= view.bottom && line.top >= view.top)
         (document.querySelector('.cm-line:last-of-type').getBoundingClientRect(),
          document.querySelector('.cm-scroller').getBoundingClientRect())",
    )?;
    Ok(())
}
