//! `faircopy export` that is killed, or whose disk refuses: the blog is as it was, or the entry is there whole.

use faircopy_tests::{
    Chance, Cli, Cover, GitBlog, Outcome, TempBlog, TempPosts, command_line_program, trials,
};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const NAME: &str = "2020-03-02-rain.md";

type Files = BTreeMap<String, Vec<u8>>;

/// Every file below a folder, git's own among them.
fn files(root: &Path) -> Result<Files, Box<dyn std::error::Error>> {
    let mut found = Files::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root)?.to_string_lossy().into_owned();
                found.insert(name, std::fs::read(&path)?);
            }
        }
    }
    Ok(found)
}

fn is_of_the_entry(name: &str) -> bool {
    name.starts_with("_posts/2020-03-02-rain") || name.starts_with("assets/img/ravi1")
}

/// What is none of the entry's.
fn others(all: &Files) -> Files {
    let others = all.iter().filter(|(name, _)| !is_of_the_entry(name));
    others
        .map(|(name, bytes)| (name.clone(), bytes.clone()))
        .collect()
}

fn text(version: usize) -> String {
    format!("---\nlayout: post\ntitle: Rain\nimage: ravi1.jpeg\n---\n\nVersion {version}.\n")
}

#[test]
fn a_kill_at_any_moment_leaves_the_blog_as_it_was_or_whole() -> Outcome {
    let blog = GitBlog::new(TempBlog::with_bare_image_names()?)?;
    let posts = TempPosts::new()?.with_image("ravi1.jpeg", Cover::Sample)?;
    let home = tempfile::tempdir()?;
    let export = |more: &str| {
        Cli::verb("export")
            .home(home.path())
            .arg(posts.file(NAME))
            .arg("--to")
            .arg(blog.path())
            .args(more)
            .run()
    };
    let mut chance = Chance::new(5);
    let (mut killed, mut whole) = (0, 0);
    let mut takes = Duration::from_millis(100);
    for trial in 0..trials(10, 500)? {
        // Every third time all is new, else the post is updated.
        if trial % 3 == 0 {
            for name in files(blog.path())?
                .keys()
                .filter(|name| is_of_the_entry(name))
            {
                std::fs::remove_file(blog.path().join(name))?;
            }
        }
        std::fs::write(posts.file(NAME), text(trial))?;
        let before = files(blog.path())?;
        let mut child = Command::new(command_line_program()?)
            .arg("export")
            .arg(posts.file(NAME))
            .arg("--to")
            .arg(blog.path())
            .env("HOME", home.path())
            .env("XDG_CONFIG_HOME", home.path().join("XDG_CONFIG_HOME"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let micros = usize::try_from(takes.as_micros())?;
        let moment = Duration::from_micros(u64::try_from(chance.below(micros + micros / 8))?);
        std::thread::sleep(moment);
        child.kill()?;
        if !child.wait()?.success() {
            killed += 1;
        }
        // The next start takes back what is half.
        let plan = export("--dry-run --json")?.exits(0).json();
        let after = files(blog.path())?;
        if after != before {
            assert_eq!(plan["nothing_to_do"], true, "after {moment:?}: {plan}");
            whole += 1;
        }
        assert_eq!(others(&after), others(&before), "after {moment:?}");
        let timed = Instant::now();
        export("")?.exits(0).done();
        takes = timed.elapsed();
    }
    println!("{killed} exports were killed, {whole} were whole by then");
    assert!(killed > 0);
    Ok(())
}

#[test]
fn a_disk_that_refuses_leaves_the_blog_as_it_was() -> Outcome {
    let blog = GitBlog::new(TempBlog::with_bare_image_names()?)?;
    let posts = TempPosts::new()?
        .with(NAME, text(0))?
        .with_image("ravi1.jpeg", Cover::Sample)?;
    let before = files(blog.path())?;
    for (calls, error) in [
        ("fsync,fdatasync", "ENOSPC"),
        ("write,pwrite64", "ENOSPC"),
        ("linkat,link", "EACCES"),
        // Not the first sync: what takes the export back is kept, and some of it is written.
        ("fsync:when=4+", "EIO"),
    ] {
        let (calls, when) = calls.split_once(':').unwrap_or((calls, ""));
        let more = if when.is_empty() { "" } else { ":" };
        Cli::verb("export")
            .arg(posts.file(NAME))
            .arg("--to")
            .arg(blog.path())
            .failing(calls, &format!("{error}{more}{when}"))
            .run()?
            .fails()
            .done();
        assert_eq!(files(blog.path())?, before, "{calls}: {error}");
    }
    Ok(())
}
