//! The process is killed at any moment while an author types.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test says at once what is missing"
)]

mod support;

use std::time::{Duration, Instant};

use faircopy_host::journal::scan;
use support::storm::Storm;
use support::{Place, Running, Thread, Tracer, now, trials};

/// What may be lost, in microseconds: the promise to the author.
const BOUND: u128 = 250_000;
/// How many authors type at a time.
const AUTHORS: usize = 4;

#[test]
fn f02_what_was_typed_250_ms_before_a_kill_is_there() {
    let trials = trials(30, 10_000);
    let start = Instant::now();
    let typed: usize = std::thread::scope(|scope| {
        let author = |first| {
            scope.spawn(move || {
                let seeds = (first..trials).step_by(AUTHORS);
                seeds.map(|seed| kill_once(seed as u64)).sum::<usize>()
            })
        };
        let authors: Vec<_> = (0..AUTHORS).map(author).collect();
        authors.into_iter().map(|each| each.join().unwrap()).sum()
    });
    let seconds = start.elapsed().as_secs_f64();
    println!("{trials} kills while {typed} edits were typed, in {seconds:.0} s");
}

/// Answers how many edits were typed.
fn kill_once(seed: u64) -> usize {
    let place = Place::new();
    let mut chance = Storm::new(seed + 1_000_000, "");
    let mut running = Running::start("storm", &place, seed);
    running.go();
    // The moment of death, not a wait for anything.
    std::thread::sleep(Duration::from_millis(chance.number(900) as u64));
    let killed = now();
    check(&place, seed, &running.kill(), killed)
}

#[test]
fn f13_a_disk_that_takes_seconds_to_sync_holds_up_neither_typing_nor_the_bound() {
    // Not a seed that folds, which has to wait for the disk.
    for seed in [1, 2, 4] {
        let place = Place::new();
        let mut running = Running::start("storm", &place, seed);
        let slow = "delay_enter=3s";
        let tracer = Tracer::attach(&running, Thread::Journal, "fdatasync,fsync", slow);
        running.go();
        let mut said = Vec::new();
        while said.len() < 300 {
            said.extend(running.line());
        }
        let killed = now();
        said.extend(running.kill());
        let trace = tracer.end();
        let stuck = trace.contains("fdatasync(") && !trace.contains("= 0");
        assert!(stuck, "a sync was quick: {trace}");
        check(&place, seed, &said, killed);
        let times: Vec<u128> = said
            .iter()
            .filter_map(|line| Some(number_and_time(line)?.1))
            .collect();
        let longest = times.windows(2).map(|pair| pair[1] - pair[0]).max();
        assert!(
            longest < Some(1_000_000),
            "typing stood still: {longest:?} us"
        );
    }
}

/// Checks what is there against what was typed before `killed`. Answers how many edits were.
fn check(place: &Place, seed: u64, said: &[String], killed: u128) -> usize {
    let said: Vec<(usize, u128)> = said
        .iter()
        .filter_map(|line| number_and_time(line))
        .collect();
    let typed = said.last().map_or(0, |(number, _)| *number);
    let old_enough = said.iter().rev().find(|(_, at)| at + BOUND < killed);
    let owed = old_enough.map_or(0, |(number, _)| *number);

    let found = scan(&place.folder()).unwrap();
    assert!(found.failed.is_empty(), "seed {seed}: {:?}", found.failed);
    let recovered = found.recovered.first().map(|each| each.kept().text());
    let recovered = recovered.unwrap_or_else(|| "old".to_owned());
    let mut storm = Storm::new(seed, "old");
    let mut held = (storm.text == recovered).then_some(0);
    // The last edit may have been made and not been said.
    for number in 1..=typed + 1 {
        storm.edit();
        if storm.text == recovered {
            held = Some(number);
        }
    }
    let held = held.unwrap_or_else(|| panic!("seed {seed}: never typed: {recovered:?}"));
    assert!(
        held >= owed,
        "seed {seed}: {owed} edits were typed {BOUND} us before the kill, {held} are there"
    );
    typed
}

fn number_and_time(line: &str) -> Option<(usize, u128)> {
    let (number, at) = line.split_once(' ')?;
    // A line that was cut off says too early a time.
    (at.len() == 16).then(|| (number.parse().unwrap(), at.parse().unwrap()))
}
