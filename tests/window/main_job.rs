//! The author's main job, whole: the next entry of a series from its template, written beside its
//! preview, with a cover and tags, changed by another program meanwhile, exported, built by Jekyll.

use faircopy_tests::window::{Opening, Window, testid};
use faircopy_tests::{Cover, Key, Outcome, Site, TempBlog, TempPosts, Trouble, desktop_program};
use std::fs;

const NEW: &str = "2026-11-24-research-diary-3-robots.md";

/// The folder of posts and the file that answers the system's dialogs.
fn diary() -> Result<TempPosts, Trouble> {
    TempPosts::new()?
        .with_templates()?
        .with_fixture(
            "2020-03-02-research-diary-2-computer-vision.md",
            "research-diary-2.md",
        )?
        .with_image("ravi1.jpeg", Cover::Sample)
}

#[test]
fn from_a_template_to_a_page_that_jekyll_built() -> Outcome {
    let posts = diary()?;
    let blog = TempBlog::empty()?;
    let answers = posts.beside("answer.txt");
    let window = Opening::on(&posts.path())
        .answering_dialogs_from(&answers)
        .open(&desktop_program()?)?;
    start_the_next_entry(&window)?;
    write_it(&window)?;
    fs::write(
        &answers,
        path_line(&posts.picture_elsewhere("Robot Arm.jpg", Cover::Sample)?),
    )?;
    set_the_cover(&window)?;
    add_a_tag(&window)?;
    window.wait_until_saved()?;
    let_another_program_write(&window, &posts)?;
    fs::write(&answers, path_line(blog.path()))?;
    export_to_a_new_blog(&window)?;
    look_at_the_page(&blog.build()?)?;
    Ok(())
}

fn path_line(path: &std::path::Path) -> String {
    format!("{}\n", path.display())
}

fn start_the_next_entry(window: &Window) -> Result<(), Trouble> {
    window.wait_until(&format!("{} != null", testid("library-row")))?;
    window.keep_picture("1-library")?;
    window.driver().chord(&[Key::Control, Key::Char('n')])?;
    window.by_testid("new-dialog")?;
    window.fill("new-topic", "Robots")?;
    window.fill("new-date", "2026-11-24")?;
    window.wait_until(&format!(
        "{}?.textContent.trim() === 'Research Diary 3: Robots'",
        testid("new-title")
    ))?;
    window.keep_picture("2-new-entry")?;
    window.click("new-confirm")?;
    window.wait_until(&format!(
        "{}?.textContent === '{NEW}'",
        testid("status-file")
    ))?;
    Ok(())
}

fn write_it(window: &Window) -> Result<(), Trouble> {
    window.write("\n## A first step\n\nThe arm moved *twice* before lunch.\n")?;
    window.wait_for_preview(
        "[...page.querySelectorAll('em')].some((em) => em.textContent === 'twice')",
    )?;
    window.wait_for_preview("page.getElementById('a-first-step')?.localName === 'h2'")?;
    window.wait_for_preview("!page.body.textContent.includes('layout: post')")?;
    window.keep_picture("3-writing")?;
    Ok(())
}

fn set_the_cover(window: &Window) -> Result<(), Trouble> {
    window.unfold_details()?;
    window.click("form-cover-pick")?;
    window.wait_until(&format!("{}?.dataset.cover !== ''", testid("form-cover")))?;
    window.wait_for_preview(
        "[...page.images].some((image) => image.complete && image.naturalWidth > 100)",
    )?;
    window.wait_until(&format!(
        "document.querySelector('[data-testid=\"library-row\"][data-path=\"{NEW}\"] img')?.naturalWidth > 0"
    ))?;
    window.keep_picture("4-cover")?;
    Ok(())
}

fn add_a_tag(window: &Window) -> Result<(), Trouble> {
    let input = window.by_testid("form-tags-input")?;
    window.driver().click(&input)?;
    window.driver().type_into(&input, "robots\n")?;
    window.wait_until("[...document.querySelectorAll('[data-testid=\"form-tag\"]')].some((tag) => tag.textContent.includes('robots'))")?;
    // The form shows a wish at once; the page shows what the entry has.
    window.wait_for_preview("page.querySelector('.page-tags')?.textContent.includes('robots')")?;
    Ok(())
}

fn let_another_program_write(window: &Window, posts: &TempPosts) -> Outcome {
    let text = posts.text(NEW)?;
    assert!(text.contains("tags: [notes, robots]"), "{text}");
    assert!(text.contains("\nimage: robot-arm.jpg\n"), "{text}");
    assert!(posts.file("images/robot-arm.jpg").is_file());
    posts.put(NEW, format!("{text}\nAdded from elsewhere.\n").as_bytes())?;
    window.wait_for_preview("page.body.textContent.includes('Added from elsewhere.')")?;
    window.wait_until(&format!(
        "{}.textContent.includes('Added from elsewhere.')",
        testid("editor")
    ))?;
    Ok(())
}

fn export_to_a_new_blog(window: &Window) -> Result<(), Trouble> {
    window.driver().chord(&[Key::Control, Key::Char('e')])?;
    window.by_testid("export-dialog")?;
    window.click("export-practice-blog")?;
    window.wait_until(&format!("{}?.disabled === false", testid("export-confirm")))?;
    window.keep_picture("5-export-plan")?;
    window.click("export-confirm")?;
    window.by_testid("export-receipt")?;
    window.keep_picture("6-export-receipt")?;
    Ok(())
}

fn look_at_the_page(site: &Site) -> Outcome {
    let page = site.page("research-diary-3-robots")?;
    for text in [
        "Research Diary 3: Robots",
        "robots",
        "<em>twice</em>",
        "<h2 id=\"a-first-step\">",
        "Added from elsewhere.",
    ] {
        assert!(page.contains(text), "no {text:?} in\n{page}");
    }
    let cover = page
        .split("<img ")
        .filter_map(|tag| {
            tag.split_once("src=\"")?
                .1
                .split_once('"')
                .map(|(source, _)| source)
        })
        .find(|source| source.contains("robot-arm"));
    let built = cover.and_then(|source| site.file_at(source));
    assert!(
        built.is_some(),
        "the cover {cover:?} was not built: {:?}",
        site.files()?
    );
    Ok(())
}
