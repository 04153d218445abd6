//! What is typed wrongly is said, with exit status 2, and nothing is done.

use faircopy_tests::{Cli, Outcome};

#[test]
fn wrong_usage_ends_with_2_and_a_sentence() -> Outcome {
    for line in [
        "shout a.md",
        "show",
        "show a.md b.md",
        "list --colour",
        "set a.md",
        "export a.md",
        "publish a.md",
        "images --blog x",
        "images --unused",
        "cover a.md",
        "render a.md --dialect textile",
        "new --topic a --title b",
        "watch",
    ] {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        Cli::verb(verb)
            .args(rest)
            .run()?
            .exits(2)
            .complains_to_people()
            .done();
    }
    Ok(())
}

#[test]
fn help_names_every_verb() -> Outcome {
    let ran = Cli::verb("help").run()?.exits(0);
    for verb in [
        "new", "list", "show", "set", "render", "check", "cover", "export", "publish", "images",
        "watch", "open",
    ] {
        assert!(ran.stdout.contains(&format!("faircopy {verb}")), "{verb}");
    }
    Ok(())
}
