//! Bad input gets a clear error that names file and line, and nothing is lost.

use faircopy_tests::{Cli, Outcome, TempBlog, TempPosts};
use std::fs;

const NAME: &str = "2024-01-01-bad.md";

/// Each way of looking at a broken entry says so, and none of them writes.
fn check(text: impl AsRef<[u8]>, says: &[&str]) -> Outcome {
    let posts = TempPosts::new()?.with(NAME, &text)?;
    let ran = Cli::verb("check")
        .arg(posts.file(NAME))
        .run()?
        .fails()
        .complains_to_people();
    says.iter()
        .fold(ran, |ran, part| ran.complains(part))
        .done();
    let set = Cli::verb("set")
        .arg(posts.file(NAME))
        .arg("title=New")
        .run()?;
    if set.status != Some(0) {
        set.complains(NAME).complains_to_people().done();
        assert_eq!(
            posts.bytes(NAME)?,
            text.as_ref(),
            "a refused edit writes nothing"
        );
    }
    let rows = Cli::verb("list")
        .arg("--json")
        .arg(posts.path())
        .run()?
        .exits(0)
        .json_lines();
    assert_eq!(rows.len(), 1, "a broken entry stays listed");
    Ok(())
}

#[test]
fn front_matter_that_is_not_yaml() -> Outcome {
    check("---\ntitle: a: b\n---\n\nText.\n", &[&format!("{NAME}:2")])?;
    check(
        "---\nlayout: post\n\ttitle: x\n---\n\nText.\n",
        &[&format!("{NAME}:"), "tab"],
    )?;
    check("---\ntitle: [a, b\n---\n\nText.\n", &[NAME])
}

#[test]
fn front_matter_that_is_never_closed() -> Outcome {
    check("---\ntitle: x\n\nText.\n", &[&format!("{NAME}:1")])
}

#[test]
fn bytes_that_are_not_utf_8() -> Outcome {
    check(include_bytes!("../fixtures/invalid-utf8.md"), &[NAME, "5"])
}

#[test]
fn an_empty_file_is_an_entry_without_anything() -> Outcome {
    let posts = TempPosts::new()?.with(NAME, "")?;
    let ran = Cli::verb("check").arg(posts.file(NAME)).run()?.exits(0);
    ran.complains(&format!("{NAME}:1: warning"))
        .complains_to_people()
        .done();
    Cli::verb("show")
        .arg(posts.file(NAME))
        .run()?
        .exits(0)
        .done();
    Cli::verb("render")
        .arg(posts.file(NAME))
        .run()?
        .exits(0)
        .done();
    Ok(())
}

#[test]
fn nul_bytes_are_told_and_kept() -> Outcome {
    let text = include_bytes!("../fixtures/nul-byte.md");
    let posts = TempPosts::new()?.with(NAME, text)?;
    let ran = Cli::verb("check").arg(posts.file(NAME)).run()?;
    ran.complains(&format!("{NAME}:5"))
        .complains_to_people()
        .done();
    assert_eq!(posts.bytes(NAME)?, text);
    Ok(())
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_fine() -> Outcome {
    let posts = TempPosts::new()?.with_fixture(NAME, "crlf-and-bom.md")?;
    let shown = Cli::verb("show")
        .arg(posts.file(NAME))
        .arg("--json")
        .run()?
        .exits(0)
        .json();
    assert_eq!(shown["front_matter"]["title"], "Two line ends");
    Ok(())
}

#[test]
fn an_entry_of_20_mb() -> Outcome {
    let mut text = b"---\ntitle: Long\n---\n\n".to_vec();
    text.resize(20 << 20, b'a');
    let posts = TempPosts::new()?.with(NAME, &text)?;
    for verb in ["show", "check", "render"] {
        Cli::verb(verb)
            .arg(posts.file(NAME))
            .run()?
            .fails()
            .complains(NAME)
            .complains_to_people()
            .done();
    }
    let rows = Cli::verb("list")
        .arg("--json")
        .arg(posts.path())
        .run()?
        .exits(0)
        .json_lines();
    assert_eq!(rows.len(), 1);
    assert_eq!(posts.bytes(NAME)?, text);
    Ok(())
}

#[test]
fn what_is_not_there_or_no_file() -> Outcome {
    let posts = TempPosts::new()?;
    fs::create_dir(posts.file("x.md"))?;
    for name in ["x.md", "gone.md"] {
        for verb in ["show", "check", "render"] {
            Cli::verb(verb)
                .arg(posts.file(name))
                .run()?
                .exits(3)
                .complains(name)
                .complains_to_people()
                .done();
        }
    }
    for verb in ["list", "watch"] {
        Cli::verb(verb)
            .arg(posts.beside("nowhere"))
            .run()?
            .exits(3)
            .complains("nowhere")
            .complains_to_people()
            .done();
    }
    Ok(())
}

#[test]
fn a_folder_named_like_an_entry_is_listed_as_what_it_is() -> Outcome {
    let posts = TempPosts::new()?.with("2024-02-02-good.md", "---\ntitle: Good\n---\n")?;
    fs::create_dir(posts.file("x.md"))?;
    let ran = Cli::verb("list")
        .arg("--json")
        .arg(posts.path())
        .run()?
        .exits(0);
    let rows = ran.json_lines();
    assert_eq!(rows.len(), 2, "{rows:?}");
    let error = rows[1]["error"].as_str().unwrap_or_default();
    assert!(error.contains("folder"), "{rows:?}");
    Ok(())
}

#[test]
fn a_disk_that_refuses_keeps_the_old_text() -> Outcome {
    let text = "---\ntitle: Old\n---\n\nText.\n";
    // What a full disk, a folder without the right to write, and a read-only disk answer.
    for (calls, error) in [
        ("fsync,fdatasync", "ENOSPC"),
        ("rename,renameat,renameat2,link,linkat", "ENOSPC"),
        ("fsync,fdatasync", "EIO"),
    ] {
        let posts = TempPosts::new()?.with(NAME, text)?;
        Cli::verb("set")
            .arg(posts.file(NAME))
            .arg("title=New")
            .failing(calls, error)
            .run()?
            .exits(3)
            .complains(NAME)
            .complains_to_people()
            .done();
        assert_eq!(posts.text(NAME)?, text, "{calls} {error}");
        assert_eq!(
            posts.names(".")?,
            [NAME],
            "nothing is left behind: {calls} {error}"
        );
    }
    Ok(())
}

#[test]
fn a_folder_that_takes_no_files() -> Outcome {
    // No user may make a file there, not even root.
    Cli::verb("new")
        .args("--template post --title Hello --dir /proc/self/fdinfo")
        .run()?
        .exits(3)
        .complains("/proc/self/fdinfo")
        .complains_to_people()
        .done();
    Ok(())
}

#[test]
fn a_blog_without_its_configuration() -> Outcome {
    let blog = TempBlog::empty()?;
    blog.put("index.html", "mine\n")?;
    let posts = TempPosts::new()?.with(NAME, "---\ntitle: x\n---\n\nText.\n")?;
    Cli::verb("export")
        .arg(posts.file(NAME))
        .arg("--to")
        .arg(blog.path())
        .run()?
        .exits(1)
        .complains("_config.yml")
        .complains_to_people()
        .done();
    assert_eq!(blog.files()?, ["index.html"]);
    Ok(())
}
