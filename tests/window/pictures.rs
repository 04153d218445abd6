//! Pictures that are pasted into the text, dropped on it, or dropped as the cover.

use faircopy_tests::window::{Opening, Window, testid};
use faircopy_tests::{Outcome, TempPosts, Trouble, desktop_program};
use serde_json::json;

const NAME: &str = "2024-01-01-old.md";
const TEXT: &str = "---\ntitle: Old\n---\n\nOld words.\n";
/// One dot.
const DOT: &str = "R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAkQBADs=";

/// Hands a file to an element as the system does at the end of a drag or at a paste.
fn hand_over(
    window: &Window,
    event: &str,
    to: &str,
    file: &str,
    data: &str,
) -> Result<(), Trouble> {
    window
        .driver()
        .run(
            &format!(
                "const [event, name, data] = arguments;\
                 const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));\
                 const type = name.endsWith('.gif') ? 'image/gif' : 'text/plain';\
                 const transfer = new DataTransfer();\
                 transfer.items.add(new File([bytes], name, {{ type }}));\
                 const target = {to};\
                 const box = target.getBoundingClientRect();\
                 const about = {{ bubbles: true, cancelable: true, clientX: box.left + 5, clientY: box.top + 5 }};\
                 target.dispatchEvent(event === 'paste'\
                   ? new ClipboardEvent(event, {{ ...about, clipboardData: transfer }})\
                   : new DragEvent(event, {{ ...about, dataTransfer: transfer }}));",
            ),
            &[json!(event), json!(file), json!(data)],
        )
        .map(drop)
}

#[test]
fn a_pasted_picture_is_taken_in_and_shown() -> Outcome {
    let posts = TempPosts::new()?.with(NAME, TEXT)?;
    let window = Opening::on(&posts.path()).open(&desktop_program()?)?;
    window.open_entry(NAME)?;
    window.write("See: ")?;
    hand_over(&window, "paste", &testid("editor"), "A Dot.gif", DOT)?;
    window.wait_for_preview(
        "[...page.querySelectorAll('#page-body img')].some((image) => image.naturalWidth === 1)",
    )?;
    window.wait_until_saved()?;
    let text = posts.text(NAME)?;
    assert!(text.starts_with(TEXT) && text.contains("See: !["), "{text}");
    assert_eq!(posts.names("images")?, ["a-dot.gif"]);
    Ok(())
}

#[test]
fn a_dropped_cover_is_set_and_what_is_no_picture_is_refused() -> Outcome {
    let posts = TempPosts::new()?.with(NAME, TEXT)?;
    let window = Opening::on(&posts.path()).open(&desktop_program()?)?;
    window.open_entry(NAME)?;
    window.unfold_details()?;
    hand_over(
        &window,
        "drop",
        &testid("form-cover"),
        "notes.gif",
        "bm90ZXM=",
    )?;
    window.wait_until("document.body.textContent.includes('notes.gif')")?;
    assert_eq!(posts.text(NAME)?, TEXT, "nothing changed");
    hand_over(&window, "drop", &testid("form-cover"), "Dot.gif", DOT)?;
    window.wait_until(&format!(
        "{}?.dataset.cover === 'dot.gif'",
        testid("form-cover")
    ))?;
    window.wait_until_saved()?;
    assert_eq!(
        posts.text(NAME)?,
        TEXT.replace("title: Old\n", "title: Old\nimage: dot.gif\n")
    );
    Ok(())
}
