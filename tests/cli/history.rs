//! `faircopy history` and `faircopy recover`: texts that a file once held, or that no file holds. What
//! the window saved or was killed over is tried in its own tests.

use faircopy_tests::{Cli, Outcome, TempPosts};

#[test]
fn a_file_without_a_history_lists_nothing_and_restores_nothing() -> Outcome {
    let (name, text) = ("2024-01-01-old.md", "---\ntitle: Old\n---\n");
    let posts = TempPosts::new()?.with(name, text)?;
    let listed = Cli::verb("history")
        .arg(posts.file(name))
        .args("--json")
        .run()?
        .exits(0)
        .json();
    assert_eq!(listed, serde_json::json!([]));
    Cli::verb("history")
        .arg(posts.file(name))
        .args("--restore 1")
        .run()?
        .exits(1)
        .complains("no longer in the history")
        .done();
    assert_eq!(posts.text(name)?, text);
    Ok(())
}

#[test]
fn where_nothing_was_cut_short_there_is_nothing_to_recover() -> Outcome {
    let listed = Cli::verb("recover").args("--json").run()?.exits(0).json();
    assert_eq!(listed, serde_json::json!([]));
    Cli::verb("recover")
        .args("1")
        .run()?
        .exits(2)
        .complains("1 is not a number that faircopy recover lists")
        .done();
    Ok(())
}
