//! What is exported is built by the real Jekyll, and the page is looked at.

mod liquid;
mod page;
mod render;

use faircopy_tests::{Cli, Cover, Outcome, TempBlog, TempPosts, Trouble};
use page::Page;

const NAME: &str = "2020-03-02-research-diary-2-computer-vision.md";

fn diary() -> Result<TempPosts, Trouble> {
    TempPosts::new()?
        .with_fixture(NAME, "research-diary-2.md")?
        .with_image("ravi1.jpeg", Cover::Sample)
}

#[test]
fn a_practice_blog_shows_title_cover_tags_author_excerpt_and_body() -> Outcome {
    let (posts, blog) = (diary()?, TempBlog::empty()?);
    Cli::verb("export")
        .arg(posts.file(NAME))
        .arg("--to")
        .arg(blog.path())
        .arg("--init")
        .run()?
        .exits(0)
        .done();
    let site = blog.build()?;
    let page = Page::of(&site, "research-diary-2-computer-vision")?;
    page.shows("Research Diary 2: Computer Vision");
    page.shows("notes");
    page.shows("Ravi Kulkarni");
    page.shows("The program was wrong in one picture of ten.");
    page.has_heading("results-takeaways-from-my-experiences");
    page.has_no_front_matter();
    page.shows_picture(&site, "ravi1");
    let front = Page::of(&site, "index")?;
    front.shows("Research Diary 2: Computer Vision");
    front.shows("A short word about myself first.");
    front.shows_picture(&site, "ravi1");
    Ok(())
}

#[test]
fn a_blog_of_bare_picture_names_shows_the_cover_by_its_own_layout() -> Outcome {
    let (posts, blog) = (diary()?, TempBlog::with_bare_image_names()?);
    Cli::verb("export")
        .arg(posts.file(NAME))
        .arg("--to")
        .arg(blog.path())
        .run()?
        .exits(0)
        .prints("/career/research-diary-2-computer-vision/")
        .done();
    let site = blog.build()?;
    assert!(
        site.files()?
            .contains(&"career/research-diary-2-computer-vision/index.html".to_owned()),
        "the page is where the export said: {:?}",
        site.files()?
    );
    let page = Page::of(&site, "research-diary-2-computer-vision")?;
    page.shows("Research Diary 2: Computer Vision");
    page.shows_picture(&site, "ravi1");
    Ok(())
}

#[test]
fn every_sample_entry_is_published() -> Outcome {
    let samples = faircopy_tests::workspace_root().join("posts");
    let blog = TempBlog::empty()?;
    let mut export = Cli::verb("export")
        .arg("--to")
        .arg(blog.path())
        .arg("--init");
    let mut names = Vec::new();
    for item in std::fs::read_dir(&samples)? {
        let path = item?.path();
        if path.extension().is_some_and(|ending| ending == "md") {
            names.extend(
                path.file_stem()
                    .map(|stem| stem.to_string_lossy()[11..].to_owned()),
            );
            export = export.arg(path);
        }
    }
    export.run()?.exits(0).done();
    let site = blog.build()?;
    for name in names {
        Page::of(&site, &name)?.shows_only_pictures_that_exist(&site);
    }
    Ok(())
}

#[test]
fn exporting_again_after_a_change_updates_the_page() -> Outcome {
    let (posts, blog) = (diary()?, TempBlog::empty()?);
    let export = || {
        Cli::verb("export")
            .arg(posts.file(NAME))
            .arg("--to")
            .arg(blog.path())
    };
    export().arg("--init").run()?.exits(0).done();
    Cli::verb("set")
        .arg(posts.file(NAME))
        .arg("tags=[notes, vision]")
        .run()?
        .exits(0)
        .done();
    export().run()?.exits(0).done();
    let site = blog.build()?;
    Page::of(&site, "research-diary-2-computer-vision")?.shows("vision");
    let pages = site
        .files()?
        .into_iter()
        .filter(|path| path.contains("research-diary-2"))
        .count();
    assert_eq!(pages, 1, "{:?}", site.files()?);
    Ok(())
}
