//! Posts of public blogs, where they lie beside the workspace.

use faircopy_tests::{Cli, Outcome, TempPosts, workspace_root};
use std::fs;
use std::path::PathBuf;

/// Where the posts are, or none, which is said.
fn corpus() -> Option<PathBuf> {
    let folder = workspace_root().join("../shared/corpus");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("../shared/corpus is not here: nothing was compared");
    None
}

/// The posts in a folder of their own, with their names.
type Copied = Option<(TempPosts, Vec<String>)>;

fn copied() -> Result<Copied, Box<dyn std::error::Error>> {
    let Some(corpus) = corpus() else {
        return Ok(None);
    };
    let posts = TempPosts::new()?;
    let mut names = Vec::new();
    for blog in fs::read_dir(corpus)? {
        let blog = blog?.path();
        for post in fs::read_dir(&blog)? {
            let post = post?.path();
            if post
                .extension()
                .is_some_and(|ending| ending == "md" || ending == "markdown")
            {
                let of_blog = blog.file_name().unwrap_or_default().to_string_lossy();
                let name = format!(
                    "{of_blog}/{}",
                    post.file_name().unwrap_or_default().to_string_lossy()
                );
                posts.put(&name, &fs::read(&post)?)?;
                names.push(name);
            }
        }
    }
    Ok(Some((posts, names)))
}

#[test]
fn every_post_is_listed_read_and_rendered() -> Outcome {
    let Some((posts, names)) = copied()? else {
        return Ok(());
    };
    let rows = Cli::verb("list")
        .arg("--json")
        .arg(posts.path())
        .run()?
        .exits(0)
        .json_lines();
    assert_eq!(rows.len(), names.len());
    for row in rows {
        assert_eq!(row["error"], serde_json::Value::Null, "{row}");
    }
    let render = Cli::verb("render")
        .inside(&posts.path())
        .args("--out ../pages");
    names.iter().fold(render, Cli::arg).run()?.exits(0).done();
    for name in &names {
        let page = fs::read_to_string(posts.beside("pages").join(format!("{name}.html")))?;
        assert!(!page.is_empty(), "{name}");
    }
    Ok(())
}

#[test]
fn the_title_it_has_leaves_every_post_byte_identical() -> Outcome {
    let Some((posts, names)) = copied()? else {
        return Ok(());
    };
    for name in &names {
        let before = posts.bytes(name)?;
        let shown = Cli::verb("show")
            .arg(posts.file(name))
            .arg("--json")
            .run()?
            .exits(0)
            .json();
        let title = &shown["front_matter"]["title"];
        if title.is_string() {
            // A JSON text is a YAML text.
            let call = Cli::verb("set")
                .arg(posts.file(name))
                .arg(format!("title={title}"));
            call.run()?.exits(0).done();
            assert!(posts.bytes(name)? == before, "{name} changed");
        }
    }
    Ok(())
}
