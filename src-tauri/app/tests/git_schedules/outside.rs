//! Other programs on the same files: git with its branches and stashes, and an editor.

use crate::{ENTRIES, chance::Chance, first_text, read};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

const BRANCHES: [&str; 3] = ["main", "other", "third"];
/// About what the watcher waits before it tells: sometimes it has told, sometimes not.
const A_WHILE: usize = 250;

pub struct Outside {
    posts: PathBuf,
    /// Words written and not taken away again by another program.
    written: Vec<String>,
    /// What an editor read a while ago and may write back.
    stale: BTreeMap<&'static str, String>,
}

impl Outside {
    /// A repository with branches that differ.
    pub fn begin(posts: &Path, chance: &mut Chance) -> Self {
        let outside = Self {
            posts: posts.to_path_buf(),
            written: Vec::new(),
            stale: BTreeMap::new(),
        };
        outside.git(&["init", "--quiet", "--initial-branch=main"]);
        for name in ENTRIES {
            fs::write(posts.join(name), first_text(name)).expect("an entry");
        }
        outside.git(&["add", "--all"]);
        outside.git(&["commit", "--quiet", "--message=first"]);
        for branch in &BRANCHES[1..] {
            outside.git(&["checkout", "--quiet", "-b", branch, "main"]);
            for name in ENTRIES {
                let number = chance.below(6);
                let old = format!("Paragraph {number}");
                let text =
                    read(posts, name).replace(&old, &format!("On {branch} paragraph {number}"));
                fs::write(posts.join(name), text).expect("an entry");
            }
            outside.git(&["commit", "--quiet", "--all", "--message=differs"]);
        }
        outside.git(&["checkout", "--quiet", "main"]);
        outside
    }

    /// Does something, and says what.
    pub fn act(&mut self, step: usize, chance: &mut Chance) -> String {
        let branch = BRANCHES[chance.below(BRANCHES.len())];
        let name = ENTRIES[chance.below(ENTRIES.len())];
        let before = self.files();
        let told = match chance.below(16) {
            0 => self.git(&["checkout", "--quiet", branch]),
            1 => self.git(&["checkout", "--quiet", "--force", branch]),
            2 => self.git(&["stash", "push", "--quiet", "--include-untracked"]),
            3 => self.git(&["stash", "pop", "--quiet"]),
            4 => self.git(&["commit", "--quiet", "--all", "--message=step"]),
            5 => self.git(&["rebase", "--quiet", branch]),
            6 => self.git(&["rebase", "--abort"]),
            7 => self.git(&["reset", "--quiet", "--hard"]),
            8 => self.git(&["clean", "-fdx", "--quiet"]),
            9 => self.git(&["rm", "--quiet", "--force", name]),
            10 => self.git(&["checkout", "--quiet", branch, "--", name]),
            11 => self.write(step, name, false),
            12 => self.write(step, name, true),
            13 => self.read_for_later(name),
            14 => self.write_back(step, name),
            _ => {
                // Another program's own pace, not a wait for anything.
                std::thread::sleep(Duration::from_millis(chance.below(A_WHILE) as u64));
                "a while passes".to_owned()
            }
        };
        self.forgive(&before);
        told
    }

    /// Every word that an editor wrote and no other program took away.
    pub fn written(&self) -> Vec<String> {
        self.written.clone()
    }

    /// What other programs took away among themselves is theirs to lose.
    fn forgive(&mut self, before: &str) {
        let after = self.files();
        self.written
            .retain(|word| after.contains(word) || !before.contains(word));
    }

    fn files(&self) -> String {
        ENTRIES.map(|name| read(&self.posts, name)).concat()
    }

    fn write(&mut self, step: usize, name: &str, replacing: bool) -> String {
        let path = self.posts.join(name);
        let word = format!("theirs{step}x");
        let text = read(&self.posts, name);
        let text = match text.find(".\n") {
            Some(at) if step.is_multiple_of(2) => {
                format!("{} {word}{}", &text[..=at], &text[at + 1..])
            }
            _ => format!("{text}\nAnother editor: {word}.\n"),
        };
        if replacing {
            let beside = self.posts.join("beside.tmp");
            fs::write(&beside, text).expect("a file beside");
            fs::rename(beside, path).expect("a file replaced");
        } else {
            fs::write(path, text).expect("a file written");
        }
        self.written.push(word.clone());
        format!("an editor writes {word} into {name}, replacing it: {replacing}")
    }

    fn read_for_later(&mut self, name: &'static str) -> String {
        self.stale.insert(name, read(&self.posts, name));
        format!("an editor reads {name}")
    }

    /// Writes what was read before, whatever the file got meanwhile.
    fn write_back(&mut self, step: usize, name: &str) -> String {
        let Some(text) = self.stale.remove(name) else {
            return "nothing was read before".to_owned();
        };
        let word = format!("theirs{step}x");
        fs::write(self.posts.join(name), format!("{text}\nLate: {word}.\n"))
            .expect("a file written");
        self.written.push(word.clone());
        format!("an editor writes {word} into {name} as it was")
    }

    fn git(&self, args: &[&str]) -> String {
        let done = Command::new("git")
            .args([
                "-c",
                "user.name=Other",
                "-c",
                "user.email=other@example.org",
            ])
            .args(["-c", "gc.auto=0", "-c", "core.editor=true"])
            .args(args)
            .current_dir(&self.posts)
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("HOME", &self.posts)
            .output()
            .expect("git");
        // It may refuse: a conflict, nothing to stash, or a change that would be lost.
        format!("git {}: {}", args.join(" "), done.status)
    }
}
