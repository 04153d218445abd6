//! What a disk holds at any moment, also in the middle of a call of the system, is enough.
//!
//! Takes root: an ext4 whose image lies on a btrfs is written to, and its image copied meanwhile.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test says at once what is missing"
)]

mod support;

use std::fs;
use std::path::PathBuf;

use support::mount::{Mount, or_say_why};
use support::promises::{Promises, check, last};
use support::storm::Storm;
use support::{Place, Running, trials};

/// How many images are taken of one run.
const IMAGES: usize = 10;

#[test]
fn f05_an_image_of_the_disk_at_any_moment_holds_what_was_promised() {
    or_say_why("the images of a disk in use", || {
        let outer = Mount::btrfs("rw")?;
        let runs = trials(20, 5_000).div_ceil(IMAGES);
        let mut promised = 0;
        for seed in 0..runs as u64 {
            promised += take_images(&outer, seed)?;
        }
        println!("{} images, {promised} promises kept", runs * IMAGES);
        Ok(())
    });
}

/// Answers how much was promised before the images were taken.
fn take_images(outer: &Mount, seed: u64) -> Result<usize, String> {
    let options = "data=ordered";
    let mount = Mount::ext4_below(&outer.path(), options)?;
    let place = Place::below(&mount.path());
    // What was there before was there for long.
    rustix::fs::syncfs(fs::File::open(mount.path()).unwrap()).unwrap();
    let mut chance = Storm::new(seed + 1_000_000, "");
    let mut running = Running::start("durable", &place, seed);
    running.go();
    let mut said: Vec<String> = Vec::new();
    let mut images: Vec<(PathBuf, Promises)> = Vec::new();
    let mut promised = 0;
    for number in 0..IMAGES {
        for _ in 0..chance.number(12) {
            said.extend(running.line());
        }
        let before = Promises::of(&said);
        promised += said.len();
        images.push((mount.copy_image(&format!("image {number}"))?, before));
    }
    said.extend(running.kill());
    let typed = last(&said, "kept");
    mount.unmount()?;
    for (image, before) in images {
        mount.mount_other(&image, options)?;
        check(&place, seed, typed, before);
        mount.unmount()?;
        fs::remove_file(image).unwrap();
    }
    Ok(promised)
}
