//! What an author is told about the page while writing: the gutter's marks, and labels for the blog's own words.

use faircopy_tests::window::{Opening, testid};
use faircopy_tests::{Key, Outcome, TempPosts, desktop_program};

const NAME: &str = "2024-01-01-parts.md";
const ENTRY: &str = "---\ntitle: Parts\n---\n\nPlain text.\n\nEither | or\n\n{% include box.html %} of {{ page.title }}.\n";

#[test]
fn a_line_that_github_shows_otherwise_is_marked_and_says_why() -> Outcome {
    let posts = TempPosts::new()?.with(NAME, ENTRY)?;
    let window = Opening::on(&posts.path()).open(&desktop_program()?)?;
    window.open_entry(NAME)?;
    window.wait_until(&testid("hint"))?;
    window.driver().click(&window.by_testid("editor")?)?;
    window.driver().chord(&[Key::F8])?;
    let words = window.wait_until(&format!("{}.textContent", testid("hint-words")))?;
    let words = words.as_str().unwrap_or_default();
    assert!(words.contains("Your blog makes a table of this"), "{words}");
    assert!(words.contains("Write \\| for the sign itself"), "{words}");
    window.keep_picture("hint")?;
    assert!(window.text_of("status-findings")?.contains("1 finding"));
    // The mark goes when the line is put right.
    window.driver().chord(&[Key::End])?;
    for _ in 0.."| or".len() {
        window.driver().chord(&[Key::Backspace])?;
    }
    window.wait_until(&format!("!{}", testid("hint")))?;
    window.wait_until(&format!("!{}", testid("status-findings")))?;
    Ok(())
}

#[test]
fn liquid_shows_its_value_or_a_label_and_typing_beside_it_replaces_one_block() -> Outcome {
    let posts = TempPosts::new()?.with(NAME, ENTRY)?;
    let window = Opening::on(&posts.path()).open(&desktop_program()?)?;
    window.open_entry(NAME)?;
    window.wait_for_preview("page.body.textContent.includes('of Parts.')")?;
    let label = window.wait_for_preview("page.querySelector('span.liquid')?.textContent")?;
    assert_eq!(label, "{% include box.html %}");
    window.write("x")?;
    window.wait_for_preview("page.body.textContent.trim().endsWith('x')")?;
    let told = window.wait_until(&format!("{}.dataset.blocksReplaced", testid("preview")))?;
    assert_eq!(told, "1", "blocks that the core sent");
    Ok(())
}
