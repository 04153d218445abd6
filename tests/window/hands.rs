//! Where the keyboard is: in the list, in dialogs, and in the text once they are done.

use faircopy_tests::window::{Opening, Window, testid};
use faircopy_tests::{Key, Outcome, TempBlog, TempPosts, Trouble, desktop_program};

const NAME: &str = "2024-01-01-old.md";
const TEXT: &str = "---\ntitle: Old\n---\n\nOld words.\n";

fn wait_for_keyboard_in(window: &Window, place: &str) -> Result<(), Trouble> {
    let condition = format!("{place}?.contains(document.activeElement)");
    window.wait_until(&condition).map(drop)
}

fn open(posts: &TempPosts) -> Result<Window, Trouble> {
    Opening::on(&posts.path()).open(&desktop_program()?)
}

#[test]
fn from_the_filter_to_the_list_and_to_the_text() -> Outcome {
    let posts = TempPosts::new()?
        .with(NAME, TEXT)?
        .with("2024-01-02-new.md", "---\ntitle: New\n---\n\nNew words.\n")?
        .with("2024-01-03-newer.md", "---\ntitle: Newer\n---\n\nNewer.\n")?;
    let window = open(&posts)?;
    window.by_testid("library-row")?;
    let filter = |text: &str| -> Result<(), Trouble> {
        window.driver().chord(&[Key::Control, Key::Char('o')])?;
        let field = window.by_testid("library-filter")?;
        window
            .driver()
            .run(&format!("{}.select()", testid("library-filter")), &[])?;
        window.driver().type_into(&field, text)
    };
    let shows = |path: &str| {
        window.wait_until(&format!(
            "{}?.textContent === '{path}'",
            testid("status-file")
        ))
    };
    filter("old")?;
    window.driver().chord(&[Key::Enter])?;
    shows(NAME)?;
    wait_for_keyboard_in(&window, &testid("editor"))?;
    filter("new")?;
    window.driver().chord(&[Key::Down])?;
    wait_for_keyboard_in(&window, "document.querySelector('[role=listbox]')")?;
    window.driver().chord(&[Key::Down])?;
    window.driver().chord(&[Key::Enter])?;
    shows("2024-01-02-new.md")?;
    wait_for_keyboard_in(&window, &testid("editor"))?;
    Ok(())
}

#[test]
fn a_date_that_is_none_is_refused_in_its_field() -> Outcome {
    let text = "---\ntitle: Old\ndate: 2024-01-01\n---\n\nOld words.\n";
    let posts = TempPosts::new()?.with(NAME, text)?.with(
        "2024-01-02-odd.md",
        "---\ntitle: Odd\ndate: soon\n---\n\nOdd.\n",
    )?;
    let window = open(&posts)?;
    window.open_entry(NAME)?;
    window.unfold_details()?;
    window.fill("form-date", "tomorrow")?;
    let told = format!(
        "{}?.textContent.includes('is no date; write 2026-11-24')",
        testid("form-date-fault")
    );
    window.wait_until(&told)?;
    window.driver().chord(&[Key::Tab])?;
    window.wait_until(&format!("{}.value === '2024-01-01'", testid("form-date")))?;
    window.keep_picture("no-date")?;
    window.fill("form-date", "2024-02-02")?;
    window.wait_until(&format!("{} === null", testid("form-date-fault")))?;
    window.wait_for_preview("page.body.textContent.includes('2 February 2024')")?;
    window.wait_until_saved()?;
    assert_eq!(posts.text(NAME)?, text.replace("2024-01-01", "2024-02-02"));
    window.open_entry("2024-01-02-odd.md")?;
    window.wait_until(&format!("{}.value === 'soon'", testid("form-date")))?;
    window.wait_until(&told)?;
    Ok(())
}

#[test]
fn a_past_text_is_chosen_and_brought_back_by_keys_alone() -> Outcome {
    let posts = TempPosts::new()?.with(NAME, TEXT)?;
    let window = open(&posts)?;
    window.open_entry(NAME)?;
    window.write("More.")?;
    window.wait_until_saved()?;
    let list = testid("history-list");
    let two = format!("{list}?.options.length === 2");
    loop {
        window
            .driver()
            .chord(&[Key::Control, Key::Shift, Key::Char('h')])?;
        window.by_testid("history")?;
        // What was just saved gets there beside the window.
        if window
            .wait_until_within(&two, std::time::Duration::from_secs(2))
            .is_ok()
        {
            break;
        }
        window.driver().chord(&[Key::Escape])?;
    }
    wait_for_keyboard_in(&window, &list)?;
    let height = format!("{}.offsetHeight", testid("history"));
    let before = window.driver().run(&format!("return {height}"), &[])?;
    window.driver().chord(&[Key::Down])?;
    window.wait_until(&format!(
        "{}?.querySelector('ins')?.textContent === 'More.'",
        testid("word-diff")
    ))?;
    assert_eq!(
        window.driver().run(&format!("return {height}"), &[])?,
        before
    );
    window.click("history-restore")?;
    window.wait_for_preview("!page.body.textContent.includes('More.')")?;
    wait_for_keyboard_in(&window, &testid("editor"))?;
    window.driver().chord(&[Key::Control, Key::Char('z')])?;
    window.wait_for_preview("page.body.textContent.includes('More.')")?;
    Ok(())
}

#[test]
fn enter_agrees_to_the_plan() -> Outcome {
    let posts = TempPosts::new()?.with(NAME, TEXT)?;
    let blog = TempBlog::with_bare_image_names()?;
    let window = Opening::on(&posts.path())
        .answering_dialogs_with(&posts, blog.path())?
        .open(&desktop_program()?)?;
    window.open_entry(NAME)?;
    window.driver().chord(&[Key::Control, Key::Char('e')])?;
    window.by_testid("export-dialog")?;
    window.driver().run(
        &format!(
            "[...{}.querySelectorAll('.body button')].find((button) => /Choose/.test(button.textContent)).click()",
            testid("export-dialog")
        ),
        &[],
    )?;
    wait_for_keyboard_in(&window, &testid("export-confirm"))?;
    window.driver().chord(&[Key::Enter])?;
    wait_for_keyboard_in(&window, &testid("export-close"))?;
    assert!(blog.files()?.iter().any(|path| path.ends_with(NAME)));
    Ok(())
}
