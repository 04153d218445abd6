//! `cargo xtask bench window`: from the key to the changed block of the preview, measured in the page.

use crate::packages::{self, Job};
use crate::problem::Problem;
use crate::{programs, step, ui};
use faircopy_tests::window::{Opening, Window};
use faircopy_tests::{Key, TempPosts};
use serde_json::Value;

/// Keys that are measured at each place, after as many that are not.
const KEYS: usize = 60;

/// Sizes of the entries, with their names.
const SIZES: [(usize, &str); 3] = [(10_000, "10 KB"), (100_000, "100 KB"), (1_000_000, "1 MB")];

/// Notes for each key when it was pressed, when its letter stood in the editor, when the request left and its
/// answer came, when the preview changed, and when the next frame came.
const LISTEN: &str = "
    const page = document.querySelector('[data-testid=\"preview\"]').contentDocument;
    const times = window.keyTimes = [];
    let pressed = 0;
    let time = null;
    const mark = (step) => { if (time && !(step in time)) time[step] = performance.now() - pressed; };
    document.addEventListener('keydown', (event) => { pressed = event.timeStamp; time = {}; }, true);
    document.addEventListener('input', () => mark('typed'), true);
    const ask = window.fetch;
    window.fetch = (...request) => {
        mark('sent');
        const answer = ask(...request);
        answer.then(() => mark('answered'), () => {});
        return answer;
    };
    new MutationObserver(() => {
        if (!time) return;
        mark('change');
        const [done, from] = [time, pressed];
        time = null;
        requestAnimationFrame(() => { done.frame = performance.now() - from; times.push(done); });
    }).observe(page.getElementById('page-body'), { childList: true, subtree: true, characterData: true });
";

/// The steps of a key's way, as `LISTEN` names them.
const STEPS: [&str; 5] = ["typed", "sent", "answered", "change", "frame"];

/// Types at the start, in the middle and at the end of entries of growing size.
pub fn run() -> Result<(), Problem> {
    packages::install(Job::Test)?;
    ui::install()?;
    ui::build()?;
    let features = ["--features", programs::BUNDLED];
    let build = ["build", "--release", "--package", "faircopy-desktop"];
    step::run(step::cargo(&build).args(features))?;
    let desktop = programs::built_folder("release")?.join("faircopy-desktop");
    println!(
        "from the key to its letter, the request, the answer, the changed block and the frame after it"
    );
    println!("in milliseconds: median, 95 of 100;");
    println!("load is how many processes wanted a processor in the last minute");
    for (bytes, name) in SIZES {
        let posts = TempPosts::new()?.with("2024-01-01-long.md", entry(bytes))?;
        let window = Opening::on(&posts.path()).open(&desktop)?;
        window.open_entry("2024-01-01-long.md")?;
        window.wait_for_preview("page.querySelectorAll('#page-body p').length > 3")?;
        window.driver().run(LISTEN, &[])?;
        for place in ["start", "middle", "end"] {
            let steps = measure(&window, place)?.join("   ");
            println!("{name:>7} {place:<7} {steps}   load {}", load());
        }
    }
    Ok(())
}

/// What else the machine is at, which the figures tell of too.
fn load() -> String {
    let told = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    told.split(' ').next().unwrap_or_default().to_owned()
}

/// Prose with headings, lists and emphasis, as an author writes it.
fn entry(bytes: usize) -> String {
    let mut text = String::from("---\ntitle: Long\n---\n\n");
    let mut number = 0;
    while text.len() < bytes {
        number += 1;
        text.extend(["## Part ", &number.to_string(), "\n\n"]);
        for _ in 0..3 {
            text.push_str(
                &"Some words with *weight* and a [link](https://example.org/a), ".repeat(6),
            );
            text.push_str("and an end.\n\n");
        }
        text.push_str("- one thing\n- another thing\n\n");
    }
    text
}

/// Types at a place and gives the figures of each step.
fn measure(window: &Window, place: &str) -> Result<Vec<String>, Problem> {
    let editor = window.by_testid("editor")?;
    match place {
        "start" => window.driver().chord(&[Key::Control, Key::Home])?,
        "end" => window.driver().chord(&[Key::Control, Key::End])?,
        _ => {
            window.driver().run(
                "const box = document.querySelector('.cm-scroller'); box.scrollTop = box.scrollHeight / 2;",
                &[],
            )?;
            window
                .driver()
                .click(&window.driver().find(".cm-scroller")?)?;
        }
    }
    window.driver().run("window.keyTimes.length = 0", &[])?;
    for typed in 1..=2 * KEYS {
        window.driver().type_into(&editor, "x")?;
        window.wait_until(&format!("window.keyTimes.length === {typed}"))?;
    }
    let times = window.driver().run("return window.keyTimes", &[])?;
    let times = times.as_array().map(Vec::as_slice).unwrap_or_default();
    let times = &times[times.len().saturating_sub(KEYS)..];
    Ok(STEPS.iter().map(|step| figures(times, step)).collect())
}

fn figures(times: &[Value], name: &str) -> String {
    let mut of: Vec<f64> = times
        .iter()
        .filter_map(|time| time[name].as_f64())
        .collect();
    of.sort_by(f64::total_cmp);
    let at = |share: usize| of.get(of.len() * share / 100).copied().unwrap_or(f64::NAN);
    format!("{name} {:>4.0} {:>4.0}", at(50), at(95))
}
