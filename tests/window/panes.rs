//! Editor and preview side by side: where they stand, what they show, what a click does.

use faircopy_tests::window::{Opening, Window, testid};
use faircopy_tests::{Cover, Key, Outcome, TempPosts, Trouble, desktop_program};
use serde_json::Value;
use std::fs;

const LONG: &str = "2024-01-01-long.md";
const OTHER: &str = "2024-01-02-other.md";
const EDITOR: &str = "document.querySelector('.cm-scroller').scrollTop";

fn long_entry(title: &str) -> String {
    let paragraphs: Vec<String> = (0..80)
        .map(|number| format!("\nParagraph {number} of {title}, with some more words to read.\n"))
        .collect();
    format!("---\ntitle: {title}\n---\n{}", paragraphs.concat())
}

fn preview() -> String {
    format!("{}.scrollTop", testid("preview-scroller"))
}

fn number(window: &Window, expression: &str) -> Result<f64, Trouble> {
    let value = window.driver().run(&format!("return {expression}"), &[])?;
    Ok(value.as_f64().unwrap_or(f64::NAN))
}

/// Presses and clicks a word of the preview, where a person would.
fn click_word(window: &Window, word: &str) -> Result<Value, Trouble> {
    let script = "
        const frame = document.querySelector('[data-testid=\"preview\"]');
        const glass = document.querySelector('[data-testid=\"preview-glass\"]');
        const page = frame.contentDocument;
        const texts = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
          const at = texts.currentNode.data.indexOf(arguments[0]);
          if (at < 0) continue;
          const range = page.createRange();
          range.setStart(texts.currentNode, at);
          range.setEnd(texts.currentNode, at + 1);
          const [box, outer] = [range.getBoundingClientRect(), frame.getBoundingClientRect()];
          const place = {
            bubbles: true, detail: 1, clientX: outer.left + box.left + 1, clientY: outer.top + box.top + 5,
          };
          glass.dispatchEvent(new MouseEvent('mousedown', place));
          glass.dispatchEvent(new MouseEvent('click', place));
          return true;
        }
        return false;";
    window.driver().run(script, &[word.into()])
}

#[test]
fn coming_back_finds_both_panes_as_they_were() -> Outcome {
    let posts = TempPosts::new()?
        .with(LONG, long_entry("Long"))?
        .with(OTHER, long_entry("Other"))?;
    let window = Opening::on(&posts.path()).open(&desktop_program()?)?;
    window.open_entry(LONG)?;
    window.write("x")?;
    window.wait_until(&format!("{} > 500", preview()))?;
    window.wait_until(&format!("{EDITOR} > 500"))?;
    let before = (number(&window, EDITOR)?, number(&window, &preview())?);
    window.open_entry(OTHER)?;
    window.wait_for_preview("page.body.textContent.includes('of Other')")?;
    window.wait_until(&format!("{EDITOR} === 0 && {} === 0", preview()))?;
    window.open_entry(LONG)?;
    window.wait_for_preview("page.body.textContent.includes('of Long')")?;
    window.wait_until(&format!("Math.abs({EDITOR} - {}) < 3", before.0))?;
    window.wait_until(&format!("Math.abs({} - {}) < 3", preview(), before.1))?;
    Ok(())
}

#[test]
fn the_preview_shows_what_was_changed_last() -> Outcome {
    let posts = TempPosts::new()?.with(LONG, long_entry("Long"))?;
    let answers = posts.beside("answer.txt");
    let picture = posts.picture_elsewhere("arm.jpg", Cover::Sample)?;
    fs::write(&answers, format!("{}\n", picture.display()))?;
    let window = Opening::on(&posts.path())
        .answering_dialogs_from(&answers)
        .open(&desktop_program()?)?;
    window.open_entry(LONG)?;
    window.write("x")?;
    window.wait_until(&format!("{} > 500", preview()))?;
    window.unfold_details()?;
    window.click("form-cover-pick")?;
    window.wait_for_preview("page.querySelector('.page-cover')?.naturalWidth > 100")?;
    window.wait_until(&format!("{} === 0", preview()))?;
    window.write("y")?;
    window.wait_until(&format!("{} > 500", preview()))?;
    Ok(())
}

#[test]
fn a_missing_picture_is_named_in_its_place() -> Outcome {
    let entry = "---\ntitle: A\nimage: gone.png\n---\n\nText ![a](images/x%20y.png) end.\n";
    let posts = TempPosts::new()?.with(LONG, entry)?;
    let window = Opening::on(&posts.path()).open(&desktop_program()?)?;
    window.open_entry(LONG)?;
    window.wait_for_preview("page.images.length === 0")?;
    window.wait_for_preview("page.body.textContent.includes('Picture not found: gone.png')")?;
    window.wait_for_preview("page.body.textContent.includes('Picture not found: images/x')")?;
    window.keep_picture("missing-pictures")?;
    Ok(())
}

#[test]
fn a_click_in_the_preview_puts_the_caret_into_the_word() -> Outcome {
    let entry = "---\ntitle: A\n---\n\nOne *two* [three](http://four.org) four.\n";
    let posts = TempPosts::new()?.with(LONG, entry)?;
    let window = Opening::on(&posts.path()).open(&desktop_program()?)?;
    window.open_entry(LONG)?;
    window.wait_for_preview("page.body.textContent.includes('four.')")?;
    assert_eq!(click_word(&window, "our.")?, true);
    window.wait_until(&format!(
        "{}.contains(document.activeElement)",
        testid("editor")
    ))?;
    window.driver().chord(&[Key::Char('X')])?;
    window.wait_for_preview("page.body.textContent.includes('fXour.')")?;
    window.wait_until_saved()?;
    assert_eq!(posts.text(LONG)?, entry.replace(" four.", " fXour."));
    Ok(())
}

#[test]
fn text_of_the_preview_is_selected_by_dragging() -> Outcome {
    let posts = TempPosts::new()?.with(LONG, long_entry("Long"))?;
    let window = Opening::on(&posts.path()).open(&desktop_program()?)?;
    window.open_entry(LONG)?;
    window.wait_for_preview("page.body.textContent.includes('Paragraph 79')")?;
    let glass = window.by_testid("preview-glass")?;
    window.driver().drag(&glass, 40, 120)?;
    window.wait_for_preview("page.getSelection().toString().includes('Paragraph')")?;
    // A selection is for copying: the caret stays where it was.
    window.wait_until(&format!(
        "{EDITOR} === 0 && !{}.contains(document.activeElement)",
        testid("editor")
    ))?;
    Ok(())
}

#[test]
fn the_words_of_an_entry_are_counted_once() -> Outcome {
    let entry = "---\ntitle: A\n---\n\nOne[^1] two [three][3].\n\n[^1]: Four five.\n\n<!-- six\n\nseven -->\n\n\
                 [3]: http://eight.org/nine \"ten\"\n";
    let posts = TempPosts::new()?.with(LONG, entry)?;
    let window = Opening::on(&posts.path()).open(&desktop_program()?)?;
    window.open_entry(LONG)?;
    let same = format!(
        "(/[\\d,]+ words?/.exec({}.textContent)?.[0] ?? 1) === (/[\\d,]+ words?/.exec({}.textContent)?.[0] ?? 2)",
        testid("status-words"),
        testid("library-row"),
    );
    window.wait_until(&same)?;
    let before = window.text_of("status-words")?;
    window.write("\n<!-- eleven\n\ntwelve --> thirteen\n")?;
    window.wait_until(&format!(
        "{}.innerText !== '{before}'",
        testid("status-words")
    ))?;
    window.wait_until_saved()?;
    window.wait_until(&same)?;
    Ok(())
}
