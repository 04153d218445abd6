//! The power is cut at any moment: what was said to be durable is there afterwards.
//!
//! Takes root, for a file system of its own that is shut down without its log being written.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test says at once what is missing"
)]

mod support;

use std::fs;

use support::mount::{Mount, or_say_why};
use support::promises::{Promises, check, last};
use support::storm::Storm;
use support::{Place, Running, trials};

#[test]
fn f04_a_power_cut_takes_nothing_that_was_kept_on_ext4() {
    or_say_why("the power cut on ext4", || {
        let options = "data=ordered";
        cut_often(&Mount::ext4(options)?, options, trials(10, 1_000))
    });
}

#[test]
fn f04_a_power_cut_takes_nothing_that_was_kept_on_ext4_with_unordered_data() {
    or_say_why("the power cut on ext4 with data=writeback", || {
        let options = "data=writeback,noauto_da_alloc";
        cut_often(&Mount::ext4(options)?, options, trials(10, 1_000))
    });
}

#[test]
fn f04_a_power_cut_takes_nothing_that_was_kept_on_xfs() {
    or_say_why("the power cut on xfs", || {
        let options = "rw";
        cut_often(&Mount::xfs(options)?, options, trials(5, 500))
    });
}

fn cut_often(mount: &Mount, options: &str, trials: usize) -> Result<(), String> {
    let mut promised = 0;
    for seed in 0..trials as u64 {
        promised += cut_once(mount, options, seed)?;
    }
    println!("{options}: {trials} power cuts, {promised} promises kept");
    Ok(())
}

/// Answers how much was promised.
fn cut_once(mount: &Mount, options: &str, seed: u64) -> Result<usize, String> {
    let root = mount.path().join(format!("trial {seed}"));
    let place = Place::below(&root);
    // What was there before was there for long.
    rustix::fs::syncfs(fs::File::open(&root).unwrap()).unwrap();
    let mut chance = Storm::new(seed + 1_000_000, "");
    let mut running = Running::start("durable", &place, seed);
    running.go();
    let mut said: Vec<String> = Vec::new();
    for _ in 0..=chance.number(60) {
        said.extend(running.line());
    }
    let typed = if seed.is_multiple_of(2) {
        // Between two calls of the system: everything that was said by then counts.
        running.stop();
        mount.cut_power()?;
        said.extend(running.kill());
        last(&said, "kept")
    } else {
        // Within a call: the cut takes the kernel a moment, in which a sync may still seem to
        // succeed. No author sees a word of that moment, and it does not count.
        mount.cut_power()?;
        last(&running.kill(), "kept").max(last(&said, "kept"))
    };
    mount.unmount()?;
    mount.mount_image(options)?;

    check(&place, seed, typed, Promises::of(&said));
    fs::remove_dir_all(root).unwrap();
    Ok(said.len())
}
