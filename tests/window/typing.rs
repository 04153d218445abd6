//! What a key does to a long entry: one block of the preview, and nothing else.

use faircopy_tests::window::{Opening, testid};
use faircopy_tests::{Key, Outcome, TempPosts, desktop_program};

const NAME: &str = "2024-01-01-long.md";

/// An entry of 100 KB: 400 paragraphs of 250 letters.
fn long_entry() -> String {
    let words = "words and words, ".repeat(14);
    let paragraphs: Vec<String> = (0..400)
        .map(|number| format!("\nParagraph {number}. {words}\n"))
        .collect();
    format!("---\ntitle: Long\n---\n{}", paragraphs.concat())
}

#[test]
fn one_letter_replaces_one_block() -> Outcome {
    let posts = TempPosts::new()?.with(NAME, long_entry())?;
    let window = Opening::on(&posts.path()).open(&desktop_program()?)?;
    window.open_entry(NAME)?;
    window.wait_for_preview("page.querySelectorAll('#page-body p').length === 400")?;
    // Nodes that a full render would not leave in place.
    window.driver().run(
        &format!(
            "for (const block of {}.contentDocument.querySelectorAll('#page-body p')) block.dataset.seen = ''",
            testid("preview")
        ),
        &[],
    )?;
    window.write("x")?;
    window.wait_for_preview(
        "page.querySelector('#page-body p:last-of-type').textContent.trim().endsWith('x')",
    )?;
    let left =
        window.wait_for_preview("page.querySelectorAll('#page-body p[data-seen]').length")?;
    assert_eq!(left, 399, "blocks that stayed");
    let told = window.wait_until(&format!("{}.dataset.blocksReplaced", testid("preview")))?;
    assert_eq!(told, "1", "blocks that the core sent");
    Ok(())
}

#[test]
fn undo_belongs_to_its_entry() -> Outcome {
    let posts = TempPosts::new()?
        .with("2024-01-01-one.md", "---\ntitle: One\n---\n\nFirst.\n")?
        .with("2024-01-02-two.md", "---\ntitle: Two\n---\n\nSecond.\n")?;
    let window = Opening::on(&posts.path()).open(&desktop_program()?)?;
    window.open_entry("2024-01-01-one.md")?;
    window.write("typed in one")?;
    window.wait_for_preview("page.body.textContent.includes('typed in one')")?;
    window.open_entry("2024-01-02-two.md")?;
    window.write("typed in two")?;
    window.wait_for_preview("page.body.textContent.includes('typed in two')")?;
    window.open_entry("2024-01-01-one.md")?;
    window.driver().click(&window.by_testid("editor")?)?;
    window.driver().chord(&[Key::Control, Key::Char('z')])?;
    window.wait_for_preview("!page.body.textContent.includes('typed in one')")?;
    window.wait_until_saved()?;
    assert_eq!(
        posts.text("2024-01-01-one.md")?,
        "---\ntitle: One\n---\n\nFirst.\n"
    );
    assert!(posts.text("2024-01-02-two.md")?.contains("typed in two"));
    Ok(())
}
