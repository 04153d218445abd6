//! The real window made to fail: killed while keys are struck, its page killed beneath it.
//!
//! The short forms belong to the ordinary run; `cargo xtask test --faults` runs the long ones, whose
//! figures are in docs/reliability.md.

use faircopy_tests::window::{Opening, PATIENCE, Window, testid};
use faircopy_tests::{
    Chance, Keyboard, Outcome, TempPosts, Trouble, Witness, command_line_program, desktop_program,
    trials,
};
use std::process::Command;
use std::time::{Duration, Instant};

const NAME: &str = "2024-01-01-old.md";
const TEXT: &str = "---\ntitle: Old\n---\n\nOld words.\n";
/// What may be lost: the promise to the author, counted from the key.
const BOUND: Duration = Duration::from_millis(250);
/// Who has to run one after the other between a key and the journal: the display, the app, WebKit's
/// page, the app again, the thread that takes the request, the session's, the journal's.
const HOPS: u32 = 7;
/// A place in the editor, for the mouse.
const EDITOR: (u32, u32) = (500, 700);

/// The letter that is struck as the one with this number: the sequence is known.
fn letter(number: usize) -> char {
    char::from(b"abcdefghijklmnopqrstuvwxyz"[number % 26])
}

fn letters(count: usize) -> String {
    (0..count).map(letter).collect()
}

/// A window on one entry, and a keyboard whose keys go into its text.
fn open_on(posts: &TempPosts) -> Result<(Window, Keyboard), Trouble> {
    let window = Opening::on(&posts.path()).open(&desktop_program()?)?;
    let mut keyboard = Keyboard::on(window.display())?;
    window.open_entry(NAME)?;
    window.by_testid("editor")?;
    keyboard.click_at(EDITOR.0, EDITOR.1)?;
    Ok((window, keyboard))
}

/// Strikes letters for so long, as fast as people do, with rests in which the entry is saved.
/// Gives when the display had each.
fn strike_for(
    time: Duration,
    keyboard: &mut Keyboard,
    chance: &mut Chance,
) -> Result<Vec<Instant>, Trouble> {
    let end = Instant::now() + time;
    let mut struck = Vec::new();
    while Instant::now() < end {
        let name = letter(struck.len()).to_string();
        struck.push(keyboard.strike(&name)?);
        let rest = match chance.below(25) {
            0 => 900,
            _ => 30 + chance.below(120),
        };
        let left = end.saturating_duration_since(Instant::now());
        // The author's own pace, not a wait for anything.
        std::thread::sleep(left.min(Duration::from_millis(rest as u64)));
    }
    Ok(struck)
}

/// How many letters behind the text that was there are kept: in a journal or in the file.
fn kept(window: &Window, posts: &TempPosts) -> Result<usize, Box<dyn std::error::Error>> {
    let recovered = Command::new(command_line_program()?)
        .args(["recover", "--json"])
        .env("XDG_DATA_HOME", window.home().join("data"))
        .output()?;
    let recovered: serde_json::Value = serde_json::from_slice(&recovered.stdout)?;
    let text = match recovered[0]["text"].as_str() {
        Some(text) => text.to_owned(),
        None => posts.text(NAME)?,
    };
    let typed = text.strip_prefix(TEXT).ok_or("the old text changed")?;
    assert_eq!(typed, letters(typed.len()), "letters are missing between");
    Ok(typed.len())
}

/// What came of all kills.
#[derive(Debug, Default)]
struct Figures {
    letters: usize,
    oldest_lost: Duration,
    /// Kills that took more than was promised, on a machine that kept everybody waiting.
    kept_waiting: usize,
}

#[test]
fn f02_letters_struck_250_ms_before_the_window_is_killed_are_there() -> Outcome {
    let (start, mut figures) = (Instant::now(), Figures::default());
    let trials = trials(5, 300)?;
    for trial in 0..trials {
        kill_once(trial, &mut figures)?;
    }
    let Figures {
        letters,
        oldest_lost,
        kept_waiting,
    } = figures;
    println!(
        "{trials} kills of the window while {letters} letters were struck, in {:?}; the oldest letter lost was {oldest_lost:?} old; the machine was at fault {kept_waiting} times",
        start.elapsed()
    );
    Ok(())
}

fn kill_once(trial: usize, figures: &mut Figures) -> Outcome {
    let mut chance = Chance::new(trial as u64);
    let posts = TempPosts::new()?.with(NAME, TEXT)?;
    let (window, mut keyboard) = open_on(&posts)?;
    keyboard.strike("ctrl+End")?;
    // Every other time right after the entry was opened, when its journal has no file yet.
    let time = match trial % 2 {
        0 => 250 + chance.below(500),
        _ => 500 + chance.below(3_000),
    };
    let witness = Witness::begin();
    let time = Duration::from_millis(time as u64);
    let struck = strike_for(time, &mut keyboard, &mut chance)?;
    let killed = window.kill()?;
    let waited = witness.longest_wait(Duration::from_secs(2)) * HOPS;
    let kept = kept(&window, &posts)?;
    let owed = |bound| struck.iter().filter(|at| **at + bound < killed).count();
    figures.letters += struck.len();
    if let Some(first_lost) = struck.get(kept) {
        let age = killed.saturating_duration_since(*first_lost);
        figures.oldest_lost = figures.oldest_lost.max(age);
    }
    figures.kept_waiting += usize::from(kept < owed(BOUND));
    assert!(
        kept >= owed(BOUND + waited),
        "trial {trial}: {} letters were struck {BOUND:?} and {waited:?} before the kill, {kept} of {} are there",
        owed(BOUND + waited),
        struck.len()
    );
    // A restarted window offers the same, or shows it.
    if trial.is_multiple_of(20) {
        offers(window, &posts, kept)?;
    }
    Ok(())
}

/// Starts again after a kill, and takes what is offered.
fn offers(window: Window, posts: &TempPosts, kept: usize) -> Outcome {
    let window = Opening::on(&posts.path())
        .at_home(window.close())
        .open(&desktop_program()?)?;
    let all = format!("{TEXT}{}", letters(kept));
    if posts.text(NAME)? == all {
        window.open_entry(NAME)?;
    } else {
        window.click("recovery-keep")?;
        window.wait_until(&format!("{} === null", testid("recovery")))?;
    }
    window.wait_until_saved()?;
    assert_eq!(posts.text(NAME)?, all);
    Ok(())
}

/// How soon the window is back after its page died.
const BACK_WITHIN: Duration = Duration::from_secs(2);
/// How long keys are struck at a dead page, to see when it takes them again.
const TRIED_FOR: Duration = Duration::from_secs(8);
/// Lines that a place may seem to be away from where it was: a page scrolls to whole lines.
const NEARLY: usize = 2;

/// An entry that fills the window many times.
fn long_entry() -> String {
    let paragraphs = (0..200).map(|number| format!("Paragraph {number} has some words.\n"));
    let paragraphs: Vec<String> = paragraphs.collect();
    format!("---\ntitle: Old\n---\n\n{}", paragraphs.join("\n"))
}

#[test]
fn f41_a_page_that_is_killed_comes_back_with_text_caret_and_scroll() -> Outcome {
    let (start, mut letters, mut slowest) = (Instant::now(), 0, Duration::ZERO);
    let trials = trials(3, 200)?;
    for trial in 0..trials {
        let (typed, back) = kill_page_once(trial)?;
        letters += typed;
        slowest = slowest.max(back);
    }
    println!(
        "{trials} kills of the page while {letters} letters were struck, in {:?}; the window took keys again after {slowest:?} at most",
        start.elapsed()
    );
    Ok(())
}

/// Kills the page below an author who types in the middle of an entry, and goes on without a click.
/// Answers how many letters were struck, and when the window took keys again.
fn kill_page_once(trial: usize) -> Result<(usize, Duration), Box<dyn std::error::Error>> {
    let mut chance = Chance::new(trial as u64);
    let posts = TempPosts::new()?.with(NAME, long_entry())?;
    let (window, mut keyboard) = open_on(&posts)?;
    let scroll = "document.querySelector('.cm-scroller').scrollTop = arguments[0]";
    let place = 500 + chance.below(5_000);
    window.driver().run(scroll, &[serde_json::json!(place)])?;
    click_there(&window, &mut keyboard)?;
    let witness = Witness::begin();
    let time = Duration::from_millis(800 + chance.below(1_500) as u64);
    let struck = strike_for(time, &mut keyboard, &mut chance)?;
    let killed = window.kill_page()?;
    let mut again = Vec::new();
    while killed.elapsed() < TRIED_FOR && !posts.text(NAME)?.contains("ZZZ") {
        again.push(keyboard.strike("Z")?);
        // So that the entry is saved between two of them, once they arrive.
        std::thread::sleep(Duration::from_millis(if again.len() % 20 == 0 {
            900
        } else {
            50
        }));
    }
    let waited = witness.longest_wait(TRIED_FOR) * HOPS;
    keyboard.click_at(EDITOR.0, EDITOR.1)?;
    keyboard.strike("Y")?;
    let clicked = Instant::now();
    while clicked.elapsed() < PATIENCE && !posts.text(NAME)?.contains('Y') {
        std::thread::sleep(Duration::from_millis(20));
    }
    let text = posts.text(NAME)?;
    let clicked = line_of('Y', &text).unwrap_or(usize::MAX);
    let text = text.replace('Y', "");
    let taken = text.matches('Z').count();
    let old_enough = |at: &&Instant| **at + BOUND + waited < killed;
    let owed = struck.iter().filter(old_enough).count();
    let told = || {
        format!(
            "trial {trial}: {owed} of {} letters were owed, {waited:?} were waited, in\n{text}",
            struck.len()
        )
    };
    let kept = (owed..=struck.len()).find(|count| text.contains(&format!("{}Z", letters(*count))));
    assert!(kept.is_some(), "letters, or the caret: {}", told());
    let wrote = line_of('Z', &text).unwrap_or(0);
    // A page that hardly runs cannot tell where it is.
    assert!(
        wrote.abs_diff(clicked) <= NEARLY || waited > BOUND,
        "the scroll, line {wrote} and {clicked}: {}",
        told()
    );
    let first = again.get(again.len() - taken).ok_or_else(told)?;
    let back = first.duration_since(killed);
    assert!(
        back < BACK_WITHIN + waited,
        "back after {back:?}: {}",
        told()
    );
    Ok((struck.len(), back))
}

/// Clicks into the editor until the caret is there: one click may still meet the text as it was.
fn click_there(window: &Window, keyboard: &mut Keyboard) -> Result<(), Trouble> {
    let there = format!(
        "((line) => line && Math.abs(line.getBoundingClientRect().top - {}) < 40)\
         (((node) => (node instanceof Element ? node : node?.parentElement)?.closest('.cm-line'))(getSelection().anchorNode))",
        EDITOR.1
    );
    let start = Instant::now();
    loop {
        keyboard.click_at(EDITOR.0, EDITOR.1)?;
        match window.wait_until_within(&there, Duration::from_secs(1)) {
            Err(Trouble::TimedOut { .. }) if start.elapsed() < PATIENCE => {}
            outcome => return outcome.map(drop),
        }
    }
}

/// The first line with a letter in it.
fn line_of(letter: char, text: &str) -> Option<usize> {
    text.lines().position(|line| line.contains(letter))
}
