//! `cargo xtask shots`: pictures of every screen, for people to look at.

use crate::packages::{self, Job};
use crate::problem::Problem;
use crate::{programs, step, ui};
use faircopy_tests::screens::{SAMPLE, SCREENS};
use faircopy_tests::window::Opening;
use faircopy_tests::{Cover, TempPosts, workspace_root};

/// Sizes of the window, in pixels.
const SIZES: [(u32, u32); 2] = [(1400, 900), (900, 600)];

const COLOURS: [&str; 2] = ["light", "dark"];

/// Takes each screen at each size in light and dark colours, below `target/shots`.
pub fn run() -> Result<(), Problem> {
    packages::install(Job::Test)?;
    ui::install()?;
    ui::build()?;
    let build = ["build", "--package", "faircopy-desktop"];
    step::run(step::cargo(&build).args(["--features", programs::BUNDLED]))?;
    let desktop = programs::built_folder("debug")?.join("faircopy-desktop");
    let folder = workspace_root().join("target/shots");
    let posts = TempPosts::new()?
        .with_templates()?
        .with_image("heron.jpg", Cover::Sample)?
        .with("2024-03-02-at-the-river.md", entry("At the river", SAMPLE))?
        .with("2024-02-11-ice.md", entry("Ice on the pond", "It held.\n"))?
        .with("2024-01-20-first-snow.md", entry("First snow", "White.\n"))?;
    let window = Opening::on(&posts.path()).open(&desktop)?;
    window.open_entry("2024-03-02-at-the-river.md")?;
    window.wait_for_preview("page.querySelector('#page-body table')")?;
    for (width, height) in SIZES {
        for colours in COLOURS {
            // A window that filled the screen has another size afterwards.
            window.driver().resize(width, height)?;
            window.click(&format!("theme-{colours}"))?;
            for screen in &SCREENS {
                screen.open(&window)?;
                let name = format!("{}-{width}x{height}-{colours}.png", screen.name);
                window.save_picture(&folder.join(&name))?;
                println!("target/shots/{name}");
                screen.close(&window)?;
            }
        }
    }
    Ok(())
}

fn entry(title: &str, body: &str) -> String {
    format!(
        "---\nlayout: post\ntitle: {title}\nauthor: Ada\ntags: [birds, river]\nimage: heron.jpg\n---\n\n{body}"
    )
}
