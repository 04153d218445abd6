//! Watching a folder of which the system tells too much, too little, or nothing.

#![allow(clippy::unwrap_used, reason = "a test says at once what is missing")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use faircopy_host::watch::scan;
use faircopy_library::Index;
use support::mount::{Mount, or_say_why, said};
use support::{Place, Running, go_on, listed, program, stop, trials};

/// Far longer than anything here takes, also on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);
/// How many files another program changes at once.
const BURST: usize = 10_000;

/// The program that watches a folder, and what it says.
struct Lookout {
    child: Child,
    said: Receiver<String>,
    posts: PathBuf,
    _place: Place,
}

impl Lookout {
    /// Watches the posts of a place.
    fn on(place: Place) -> Self {
        let posts = place.posts();
        Self::by(&mut Command::new(program()), place, posts)
    }

    /// Watches where the system allows only so much of something
    /// (`/proc/sys/user` of a user namespace, `namespaces(7)`).
    /// Or why it cannot be limited.
    fn limited(place: Place, limit: &str, number: u32) -> Result<Self, String> {
        let within = |program: &Path| {
            let mut command = Command::new("unshare");
            let set = format!("echo {number} > /proc/sys/user/{limit} && exec \"$@\"");
            command.args(["--user", "--map-root-user", "sh", "-c", &set, "sh"]);
            command.arg(program);
            command
        };
        said(&mut within(Path::new("true")))?;
        let posts = place.posts();
        Ok(Self::by(&mut within(&program()), place, posts))
    }

    fn by(command: &mut Command, place: Place, posts: PathBuf) -> Self {
        let (child, said) = Running::start_by(command, "watch", &place, 0).hear();
        let lookout = Self {
            child,
            said,
            posts,
            _place: place,
        };
        lookout.hear_all();
        lookout
    }

    /// Waits until this is said.
    fn hear(&self, wanted: &str) {
        let until = Instant::now() + PATIENCE;
        let mut last = String::new();
        while let Ok(line) = self
            .said
            .recv_timeout(until.saturating_duration_since(Instant::now()))
        {
            if line == wanted {
                return;
            }
            last = line;
        }
        panic!("never heard {wanted}, last {last}");
    }

    /// Waits until the list is what a fresh look finds. Answers how long that took.
    fn hear_all(&self) -> Duration {
        let start = Instant::now();
        let wanted = fresh(&self.posts);
        let looked = start.elapsed();
        self.hear(&format!("library {wanted}"));
        // The test's own look is none of the program's time.
        start.elapsed().saturating_sub(looked)
    }
}

impl Drop for Lookout {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// What the list of a folder's entries is.
fn fresh(posts: &Path) -> String {
    let mut index = Index::new();
    for change in scan(posts).unwrap() {
        index.apply(change);
    }
    listed::digest(&index)
}

fn entry(title: &str) -> String {
    format!("---\ntitle: {title}\n---\n\nWords.\n")
}

/// Changes, removes and renames files so that each way is among them.
fn burst(posts: &Path, round: usize) {
    for number in 0..BURST {
        let folder = posts.join((number % 7).to_string());
        fs::create_dir_all(&folder).unwrap();
        let name = |round: usize| folder.join(format!("2026-01-01-{number}-{round}.md"));
        match number % 5 {
            0 if round > 0 => fs::rename(name(round - 1), name(round)).unwrap(),
            1 if round > 0 => fs::remove_file(name(round - 1)).unwrap(),
            _ => {}
        }
        match number % 5 {
            0 if round > 0 => {}
            0 | 1 => fs::write(name(round), entry(&format!("{number} {round}"))).unwrap(),
            _ => fs::write(name(0), entry(&format!("{number} {round}"))).unwrap(),
        }
    }
}

#[test]
fn f20_bursts_that_overflow_the_queue_of_events_are_told_in_full() {
    let longest = fs::read_to_string("/proc/sys/fs/inotify/max_queued_events").unwrap();
    let longest: usize = longest.trim().parse().unwrap();
    assert!(
        longest < 2 * BURST,
        "a queue of {longest} takes a burst whole"
    );
    let lookout = Lookout::on(Place::new());
    let mut slowest = Duration::ZERO;
    let rounds = trials(2, 100);
    for round in 0..rounds {
        stop(&lookout.child);
        burst(&lookout.posts, round);
        let wanted = fresh(&lookout.posts);
        let start = Instant::now();
        go_on(&lookout.child);
        lookout.hear(&format!("library {wanted}"));
        slowest = slowest.max(start.elapsed());
    }
    println!("{rounds} bursts of {BURST} files, each told within {slowest:?}");
}

#[test]
fn f20_without_a_watch_the_folder_is_looked_at() {
    or_say_why("f20_without_a_watch_the_folder_is_looked_at", || {
        for limit in ["max_inotify_watches", "max_inotify_instances"] {
            let lookout = Lookout::limited(Place::new(), limit, 0)?;
            lookout.hear("polled Some(LimitReached)");
            follows_another_program(&lookout, &lookout.posts);
        }
        Ok(())
    });
}

#[test]
fn f20_a_limit_that_is_reached_later_is_noticed() {
    or_say_why("f20_a_limit_that_is_reached_later_is_noticed", || {
        let lookout = Lookout::limited(Place::new(), "max_inotify_watches", 1)?;
        lookout.hear("polled None");
        fs::create_dir(lookout.posts.join("sub")).unwrap();
        lookout.hear("polled Some(LimitReached)");
        let path = lookout.posts.join("sub/b.md");
        fs::write(&path, entry("Below")).unwrap();
        lookout.hear_all();
        follows_another_program(&lookout, &lookout.posts);
        Ok(())
    });
}

#[test]
fn f21_a_drive_that_tells_nothing_is_looked_at() {
    or_say_why("f21_a_drive_that_tells_nothing_is_looked_at", || {
        let behind = tempfile::tempdir().unwrap();
        let view = Mount::view(behind.path())?;
        let lookout = Lookout::on(Place::below(&view.path()));
        lookout.hear("polled Some(Untold)");
        follows_another_program(&lookout, &behind.path().join("posts"));
        Ok(())
    });
}

/// Changes the folder as another program would, at its other name, in every way.
fn follows_another_program(lookout: &Lookout, posts: &Path) {
    let path = |name: &str| posts.join(name);
    let mut slowest = Duration::ZERO;
    let mut told = || slowest = slowest.max(lookout.hear_all());
    fs::create_dir(path("deep")).unwrap();
    fs::write(path("deep/new.md"), entry("One")).unwrap();
    told();
    // As long as before, and within a moment as coarse clocks count them.
    fs::write(path("deep/new.md"), entry("Two")).unwrap();
    told();
    fs::rename(path("deep/new.md"), path("deep/other.md")).unwrap();
    told();
    fs::rename(path("deep"), path("deeper")).unwrap();
    told();
    fs::write(path(".new.md.swp"), entry("Six")).unwrap();
    fs::rename(path(".new.md.swp"), path("deeper/other.md")).unwrap();
    told();
    fs::remove_dir_all(path("deeper")).unwrap();
    told();
    fs::create_dir_all(path("images")).unwrap();
    fs::write(path("images/a.png"), "picture").unwrap();
    lookout.hear("pictures");
    println!("told within {slowest:?}");
}
