//! Findings that are put right by clicks.

use faircopy_tests::window::{Opening, testid};
use faircopy_tests::{Cover, Key, Outcome, TempBlog, TempPosts, desktop_program};

const NAME: &str = "2020-03-02-rain.md";
const ENTRY: &str = "---\nlayout: post\ntitle: Diary 2: Rain\nlang: no\nauthor: on\nimage: \
                     RAVI1.jpeg\n---\n\n# Rain\n\n### Sun\n\nRun `{{ x }}` now.\n";
const RIGHT: &str = "---\nlayout: post\ntitle: \"Diary 2: Rain\"\nlang: \"no\"\nauthor: \
                     \"on\"\nimage: ravi1.jpeg\n---\n\n# Rain\n\n## Sun\n\nRun `{% raw %}{{ x \
                     }}{% endraw %}` now.\n";

#[test]
fn six_problems_are_put_right_by_clicks_and_undo_brings_them_back() -> Outcome {
    let blog = TempBlog::with_bare_image_names()?;
    let posts = TempPosts::new()?
        .with(NAME, ENTRY)?
        .with_image("ravi1.jpeg", Cover::Sample)?;
    let window = Opening::on(&posts.path())
        .answering_dialogs_with(&posts, blog.path())?
        .open(&desktop_program()?)?;
    window.open_entry(NAME)?;
    // The first in the list of the entry's findings, the others in the plan.
    window.click("status-findings")?;
    window.click("finding-fix")?;
    window.wait_until(&format!(
        "{}?.value === 'Diary 2: Rain'",
        testid("form-title")
    ))?;
    window.wait_until_saved()?;
    assert!(
        posts
            .text(NAME)?
            .contains("title: \"Diary 2: Rain\"\nlang: no\n")
    );
    window.driver().chord(&[Key::Control, Key::Char('e')])?;
    window.click("export-choose-blog")?;
    window.by_testid("export-findings")?;
    window.keep_picture("findings-to-fix")?;
    for left in (0..5).rev() {
        window.click("finding-fix")?;
        window.wait_until(&format!(
            "{}?.getAttribute('aria-busy') !== 'true' && {} && \
             document.querySelectorAll('[data-testid=\"export-dialog\"] \
             [data-testid=\"finding-fix\"]').length === {left}",
            "document.querySelector('[data-testid=\"export-dialog\"] .body')",
            testid("export-url"),
        ))?;
    }
    window.keep_picture("findings-fixed")?;
    window.wait_until(&format!("!{}.disabled", testid("export-confirm")))?;
    window.driver().chord(&[Key::Escape])?;
    window.wait_until_saved()?;
    assert_eq!(posts.text(NAME)?, RIGHT);
    window.driver().click(&window.by_testid("editor")?)?;
    for _ in 0..6 {
        window.driver().chord(&[Key::Control, Key::Char('z')])?;
    }
    window.by_testid("form-error")?;
    window.wait_until_saved()?;
    assert_eq!(posts.text(NAME)?, ENTRY);
    Ok(())
}
