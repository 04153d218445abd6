//! `faircopy render`: the body as the blog publishes it.

use faircopy_tests::{Cli, Outcome, TempPosts};

#[test]
fn headings_get_jekylls_ids_and_front_matter_is_no_text() -> Outcome {
    let posts = TempPosts::new()?.with_fixture("a.md", "research-diary-2.md")?;
    let ran = Cli::verb("render").arg(posts.file("a.md")).run()?.exits(0);
    for id in [
        "introduction",
        "why-i-decided-to-stay",
        "projects-and-internships",
        "results-takeaways-from-my-experiences",
        "the-philosophy-of-counting",
        "in-conclusion",
    ] {
        assert!(
            ran.stdout.contains(&format!("<h2 id=\"{id}\">")),
            "{id} in {}",
            ran.stdout
        );
    }
    assert_eq!(ran.stdout.matches("<h2 ").count(), 6);
    assert!(!ran.stdout.contains("layout: post"), "{}", ran.stdout);
    assert!(
        ran.stdout.contains("hadn’t published"),
        "smart quotes: {}",
        ran.stdout
    );
    Ok(())
}

#[test]
fn standard_input_is_read_and_a_dialect_can_be_asked_for() -> Outcome {
    let text = "---\ntitle: x\n---\n\n# A \"b\"\n";
    let kramdown = Cli::verb("render").arg("-").input(text).run()?.exits(0);
    assert_eq!(kramdown.stdout.trim(), "<h1 id=\"a-b\">A “b”</h1>");
    let commonmark = Cli::verb("render")
        .args("- --dialect commonmark")
        .input(text)
        .run()?
        .exits(0);
    assert_eq!(commonmark.stdout.trim(), "<h1>A \"b\"</h1>");
    Ok(())
}

#[test]
fn each_file_gets_a_page_below_the_given_folder() -> Outcome {
    let posts = TempPosts::new()?
        .with("a.md", "One.\n")?
        .with("deep/b.md", "Two.\n")?;
    Cli::verb("render")
        .inside(&posts.path())
        .args("a.md deep/b.md --out pages")
        .run()?
        .exits(0)
        .done();
    assert_eq!(posts.text("pages/a.md.html")?.trim(), "<p>One.</p>");
    assert_eq!(posts.text("pages/deep/b.md.html")?.trim(), "<p>Two.</p>");
    Ok(())
}
