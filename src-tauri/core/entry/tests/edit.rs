//! Edits of one key touch its value and nothing else.

#![allow(
    clippy::expect_used,
    clippy::disallowed_types,
    clippy::disallowed_methods,
    clippy::too_many_lines,
    clippy::format_push_string,
    clippy::format_collect,
    reason = "a test asks the real programs, and says at once what is missing"
)]

use faircopy_entry::edit::{self, EditError, NewValue};

fn text(value: &str) -> NewValue {
    NewValue::Text(value.to_owned())
}

fn list(items: &[&str]) -> NewValue {
    NewValue::List(items.iter().map(|item| (*item).to_owned()).collect())
}

fn yaml(value: &str) -> NewValue {
    NewValue::Yaml(value.to_owned())
}

/// Front matter before, key, value, front matter after; with LF and with CRLF, with and without
/// a byte order mark.
fn check(before: &str, key: &str, value: Option<&NewValue>, after: &str) {
    for (mark, line_break) in [
        ("", "\n"),
        ("\u{feff}", "\n"),
        ("", "\r\n"),
        ("\u{feff}", "\r\n"),
    ] {
        let whole = |yaml: &str| {
            format!("{mark}---\n{yaml}---\n\n# Body\n\n---\nkey: x\n").replace('\n', line_break)
        };
        let (before, after) = (whole(before), whole(after));
        let edits = match value {
            Some(value) => edit::set(&before, key, value),
            None => edit::unset(&before, key),
        };
        let edits =
            edits.unwrap_or_else(|error| panic!("{key} = {value:?} in {before:?}: {error}"));
        assert_eq!(
            edit::apply(&before, &edits),
            after,
            "{key} = {value:?} in {before:?}"
        );
    }
}

#[test]
fn text_takes_the_style_that_stands_there() {
    let table = [
        ("title: old\n", "new", "title: new\n"),
        ("title: \"old\"\n", "new", "title: \"new\"\n"),
        ("title: 'old'\n", "it's new", "title: 'it''s new'\n"),
        ("title: 'old'\n", "two\nlines", "title: \"two\\nlines\"\n"),
        (
            "title: \"old\"\n",
            "say \"x\" \\ y",
            "title: \"say \\\"x\\\" \\\\ y\"\n",
        ),
        ("title:   old   \n", "new", "title:   new   \n"),
        ("title: old # note\n", "new", "title: new # note\n"),
        (
            "title: \"old\" # note\n",
            "a # b",
            "title: \"a # b\" # note\n",
        ),
        ("title: old\n", "a: b", "title: \"a: b\"\n"),
        ("title: old\n", "a:b", "title: a:b\n"),
        ("title: old\n", "on", "title: \"on\"\n"),
        ("title: old\n", "No", "title: \"No\"\n"),
        ("title: old\n", "y", "title: \"y\"\n"),
        ("title: old\n", "~", "title: \"~\"\n"),
        ("title: old\n", "null", "title: \"null\"\n"),
        ("title: old\n", "12:30", "title: \"12:30\"\n"),
        ("title: old\n", "190:20:30", "title: \"190:20:30\"\n"),
        ("title: old\n", "2024-01-01", "title: \"2024-01-01\"\n"),
        (
            "title: old\n",
            "2024-01-01 10:00:00",
            "title: \"2024-01-01 10:00:00\"\n",
        ),
        ("title: old\n", "1_000", "title: \"1_000\"\n"),
        ("title: old\n", "017", "title: \"017\"\n"),
        ("title: old\n", "1e3", "title: \"1e3\"\n"),
        ("title: old\n", "0x1F", "title: \"0x1F\"\n"),
        ("title: old\n", ".5", "title: \".5\"\n"),
        ("title: old\n", "=", "title: \"=\"\n"),
        ("title: old\n", "<<", "title: \"<<\"\n"),
        ("title: old\n", "", "title: \"\"\n"),
        ("title: old\n", " lead", "title: \" lead\"\n"),
        ("title: old\n", "trail ", "title: \"trail \"\n"),
        ("title: old\n", "# x", "title: \"# x\"\n"),
        ("title: old\n", "x #y", "title: \"x #y\"\n"),
        ("title: old\n", "x#y", "title: x#y\n"),
        ("title: old\n", "@x", "title: \"@x\"\n"),
        ("title: old\n", "`x`", "title: \"`x`\"\n"),
        ("title: old\n", "%x", "title: \"%x\"\n"),
        ("title: old\n", "- x", "title: \"- x\"\n"),
        ("title: old\n", "-", "title: \"-\"\n"),
        ("title: old\n", "? x", "title: \"? x\"\n"),
        ("title: old\n", "[x]", "title: \"[x]\"\n"),
        ("title: old\n", "{{ x }}", "title: \"{{ x }}\"\n"),
        ("title: old\n", ":x", "title: \":x\"\n"),
        ("title: old\n", "x:", "title: \"x:\"\n"),
        ("title: old\n", "!x", "title: \"!x\"\n"),
        ("title: old\n", "*x*", "title: \"*x*\"\n"),
        ("title: old\n", "&x", "title: \"&x\"\n"),
        ("title: old\n", "\"x\"", "title: \"\\\"x\\\"\"\n"),
        ("title: old\n", "a\tb", "title: \"a\\tb\"\n"),
        ("title: old\n", "a\u{85}b", "title: \"a\\u0085b\"\n"),
        ("title: old\n", "a\u{2028}b", "title: \"a\\u2028b\"\n"),
        ("title: old\n", "2 weeks", "title: 2 weeks\n"),
        (
            "title: old\n",
            "Größe, 日本語 🎉",
            "title: Größe, 日本語 🎉\n",
        ),
        ("title: old\n", "http://x.y/z", "title: http://x.y/z\n"),
        ("title:\n", "new", "title: new\n"),
        ("title: # note\n", "new", "title: new # note\n"),
        ("title: ~\n", "new", "title: new\n"),
        ("title:\nnext: 1\n", "new", "title: new\nnext: 1\n"),
        ("title: 5\n", "5", "title: \"5\"\n"),
        ("title: &t old\n", "new", "title: &t new\n"),
        ("title: !!str 5\n", "6", "title: !!str \"6\"\n"),
        (
            "title: one\n  two\nnext: 1\n",
            "new",
            "title: new\nnext: 1\n",
        ),
        (
            "title: \"one\n  two\" # note\nnext: 1\n",
            "new",
            "title: \"new\" # note\nnext: 1\n",
        ),
        (
            "title: |\n  one\n\n  two\n\n# about\nnext: 1\n",
            "new\n",
            "title: |\n  new\n\n# about\nnext: 1\n",
        ),
        (
            "title: |-  # why\n    one\n    two\nnext: 1\n",
            "a\n\nb",
            "title: |-  # why\n    a\n\n    b\nnext: 1\n",
        ),
        (
            "title: >\n  one\n  two\nnext: 1\n",
            "a\nb",
            "title: >-\n  a\n\n  b\nnext: 1\n",
        ),
        (
            "title: >+\n  one\n\n\nnext: 1\n",
            "a",
            "title: >-\n  a\n\n\nnext: 1\n",
        ),
        (
            "title: |\n  one\nnext: 1\n",
            " lead",
            "title: \" lead\"\nnext: 1\n",
        ),
        ("title: [a, b]\n", "new", "title: new\n"),
        (
            "title:\n  - a\n  - b\nnext: 1\n",
            "new",
            "title: new\nnext: 1\n",
        ),
        (
            "title:\n- a\n- b\nnext: 1\n",
            "new",
            "title: new\nnext: 1\n",
        ),
        ("title:\n  a: b\nnext: 1\n", "new", "title: new\nnext: 1\n"),
        (
            "title: one\ntitle: two\n",
            "new",
            "title: one\ntitle: new\n",
        ),
        (
            "title: one\nother: 1\n\"title\": two\n",
            "new",
            "title: one\nother: 1\n\"title\": new\n",
        ),
        ("'title' : old\n", "new", "'title' : new\n"),
        (
            "? title\n: old\nnext: 1\n",
            "new",
            "? title\n: new\nnext: 1\n",
        ),
        (
            "{title: old, next: 1}\n",
            "new, x",
            "{title: \"new, x\", next: 1}\n",
        ),
        ("{next: 1}\n", "new", "{next: 1, title: new}\n"),
        ("{}\n", "new", "{title: new}\n"),
        ("next: 1\n", "new", "next: 1\ntitle: new\n"),
        ("  next: 1\n", "new", "  next: 1\n  title: new\n"),
        ("next: |+\n  x\n\n", "new", "next: |+\n  x\n\ntitle: new\n"),
        (
            "next: 1\n# end\n",
            "a: b",
            "next: 1\n# end\ntitle: \"a: b\"\n",
        ),
        ("", "new", "title: new\n"),
        ("# only\n", "new", "# only\ntitle: new\n"),
        (
            "base: &b {title: x}\n<<: *b\n",
            "new",
            "base: &b {title: x}\n<<: *b\ntitle: new\n",
        ),
        (
            "base: &b\n  x: 1\ntitle: *b\n",
            "new",
            "base: &b\n  x: 1\ntitle: new\n",
        ),
    ];
    for (before, value, after) in table {
        check(before, "title", Some(&text(value)), after);
    }
}

#[test]
fn a_list_keeps_its_form_and_the_items_that_stay() {
    let table = [
        ("tags: [a, b]\n", vec!["a", "b", "c"], "tags: [a, b, c]\n"),
        ("tags: [a, b]\n", vec!["a"], "tags: [a]\n"),
        ("tags: [a, b]\n", vec!["b"], "tags: [b]\n"),
        ("tags: [a, b]\n", vec!["c", "b"], "tags: [c, b]\n"),
        ("tags: [a, b]\n", vec![], "tags: []\n"),
        ("tags: []\n", vec!["a", "b"], "tags: [a, b]\n"),
        ("tags: [ a , b ]\n", vec!["a", "x"], "tags: [ a , x ]\n"),
        (
            "tags: [ \"a\", \"b\" ]\n",
            vec!["a", "b", "c"],
            "tags: [ \"a\", \"b\", \"c\" ]\n",
        ),
        ("tags: ['a']\n", vec!["a", "it's"], "tags: ['a', 'it''s']\n"),
        (
            "tags: [a]\n",
            vec!["a", "on", "x, y", "c"],
            "tags: [a, \"on\", \"x, y\", c]\n",
        ),
        (
            "tags: [\n  one, # first\n  two\n]\n",
            vec!["one", "three"],
            "tags: [\n  one, # first\n  three\n]\n",
        ),
        (
            "tags: [\n  one,\n  two,\n]\n",
            vec!["one", "two", "three"],
            "tags: [\n  one,\n  two,\n  three,\n]\n",
        ),
        (
            "tags: [\n  one,\n  two,\n]\n",
            vec!["two"],
            "tags: [\n  two,\n]\n",
        ),
        (
            "tags:\n  - a\n  - b # why\n# about\nnext: 1\n",
            vec!["a", "b", "c"],
            "tags:\n  - a\n  - b # why\n  - c\n# about\nnext: 1\n",
        ),
        (
            "tags:\n- a\n- b\nnext: 1\n",
            vec!["a", "c", "b"],
            "tags:\n- a\n- c\n- b\nnext: 1\n",
        ),
        (
            "tags:\n- a\n- b\nnext: 1\n",
            vec!["b"],
            "tags:\n- b\nnext: 1\n",
        ),
        (
            "tags:\n- a # x\n- b # y\n- c # z\nnext: 1\n",
            vec!["a", "c"],
            "tags:\n- a # x\n- c # z\nnext: 1\n",
        ),
        (
            "tags:\n  - \"a\"\n  - b\n",
            vec!["z", "b"],
            "tags:\n  - \"z\"\n  - b\n",
        ),
        ("tags:\n  - a\n", vec!["z", "a"], "tags:\n  - z\n  - a\n"),
        (
            "tags:\n  - a\n  - b\nnext: 1\n",
            vec![],
            "tags: []\nnext: 1\n",
        ),
        (
            "tags:\n  -   a\n  -   b\n",
            vec!["a", "c"],
            "tags:\n  -   a\n  -   c\n",
        ),
        ("tags: a b\n", vec!["a", "b", "c"], "tags: [a, b, c]\n"),
        ("tags:\n", vec!["a"], "tags: [a]\n"),
        ("tags: # none\n", vec!["a"], "tags: [a] # none\n"),
        ("next: 1\n", vec!["a", "on"], "next: 1\ntags: [a, \"on\"]\n"),
        (
            "tags: [1, yes]\n",
            vec!["1", "yes"],
            "tags: [\"1\", \"yes\"]\n",
        ),
        (
            "tags: &t [a, b]\nnext: 1\n",
            vec!["a"],
            "tags: &t [a]\nnext: 1\n",
        ),
    ];
    for (before, items, after) in table {
        check(before, "tags", Some(&list(&items)), after);
    }
}

#[test]
fn yaml_and_truth_values_are_set_as_typed() {
    let table = [
        ("k: old\n", yaml("new"), "k: new\n"),
        ("k: \"old\"\n", yaml("new"), "k: \"new\"\n"),
        ("k: old\n", yaml("\"new\""), "k: \"new\"\n"),
        ("k: old\n", yaml("12:30"), "k: 12:30\n"),
        ("k: old\n", yaml("{a: 1}"), "k: {a: 1}\n"),
        ("k: [a]\n", yaml("[a, b]"), "k: [a, b]\n"),
        ("k:\n  - a\n", yaml("[a, b]"), "k:\n  - a\n  - b\n"),
        (
            "k: old\nn: 1\n",
            yaml("- a: 1\n- b"),
            "k:\n  - a: 1\n  - b\nn: 1\n",
        ),
        (
            "k: old\nn: 1\n",
            yaml("a: 1\nb: 2"),
            "k:\n  a: 1\n  b: 2\nn: 1\n",
        ),
        (
            "k: old\nn: 1\n",
            yaml("|\n  x\n  y"),
            "k: |\n    x\n    y\nn: 1\n",
        ),
        ("k: old\n", yaml(""), "k: \n"),
        ("n: 1\n", yaml("2024-01-01"), "n: 1\nk: 2024-01-01\n"),
        ("n: 1\n", yaml("- a\n- b: 1"), "n: 1\nk:\n  - a\n  - b: 1\n"),
        ("k: yes\n", NewValue::Bool(false), "k: false\n"),
        ("k: \"x\" # c\n", NewValue::Bool(true), "k: true # c\n"),
        ("k: no\n", NewValue::Bool(false), "k: no\n"),
        ("n: 1\n", NewValue::Bool(false), "n: 1\nk: false\n"),
    ];
    for (before, value, after) in table {
        check(before, "k", Some(&value), after);
    }
}

#[test]
fn a_key_is_removed_with_its_lines() {
    let table = [
        ("k: 1\nn: 2\n", "n: 2\n"),
        ("n: 2\nk: 1 # c\n", "n: 2\n"),
        ("# about k\nk: 1\n\nn: 2\n", "# about k\n\nn: 2\n"),
        ("k:\n  - a\n  - b # c\n# x\nn: 2\n", "# x\nn: 2\n"),
        ("k:\n- a\n- b\nn: 2\n", "n: 2\n"),
        ("k: |\n  a\n\n  b\n\nn: 2\n", "\nn: 2\n"),
        ("k: [a,\n  b]\nn: 2\n", "n: 2\n"),
        ("k:\nn: 2\n", "n: 2\n"),
        ("k: 1\nn: 2\nk: 3\n", "n: 2\n"),
        ("? k\n: 1\nn: 2\n", "n: 2\n"),
        ("k: 1\n", ""),
        ("{k: 1, n: 2}\n", "{n: 2}\n"),
        ("{n: 2, k: 1}\n", "{n: 2}\n"),
        ("n: 2\n", "n: 2\n"),
        ("k: &x 1\nn: 2\n", "n: 2\n"),
    ];
    for (before, after) in table {
        check(before, "k", None, after);
    }
}

#[test]
fn front_matter_is_made_where_there_is_none() {
    let table = [
        ("", "---\ntitle: x\n---\n"),
        ("body\n", "---\ntitle: x\n---\n\nbody\n"),
        ("\nbody", "---\ntitle: x\n---\n\nbody"),
        ("a\r\nb\r\n", "---\r\ntitle: x\r\n---\r\n\r\na\r\nb\r\n"),
        ("\u{feff}body\n", "\u{feff}---\ntitle: x\n---\n\nbody\n"),
    ];
    for (before, after) in table {
        let edits = edit::set(before, "title", &text("x")).expect("an edit");
        assert_eq!(edit::apply(before, &edits), after);
    }
}

#[test]
fn what_would_touch_more_is_refused_with_the_reason() {
    let whole = |yaml: &str| format!("---\n{yaml}---\nbody\n");
    let set =
        |yaml: &str, value: NewValue| edit::set(&whole(yaml), "k", &value).expect_err("a refusal");
    let key = || "k".to_owned();
    assert_eq!(
        edit::set("---\nk: 1\n", "k", &text("x")),
        Err(EditError::Unclosed)
    );
    assert!(matches!(
        set("k: a: b\n", text("x")),
        EditError::Unreadable { line: 2, .. }
    ));
    assert!(matches!(
        set("k: 1\n", yaml("a: b: c")),
        EditError::InvalidYaml { .. }
    ));
    let in_use = EditError::AnchorInUse {
        key: key(),
        anchor: "x".to_owned(),
        line: 3,
    };
    assert_eq!(set("k: &x 1\nn: *x\n", text("y")), in_use);
    assert_eq!(edit::unset(&whole("k: &x 1\nn: *x\n"), "k"), Err(in_use));
    assert_eq!(
        edit::unset(&whole("b: &b {k: 1}\n<<: *b\n"), "k"),
        Err(EditError::Inherited { key: key() })
    );
    assert_eq!(
        set("k:\n  - a # why\n  - b\n", text("x")),
        EditError::LosesComment {
            key: key(),
            line: 3
        }
    );
    assert_eq!(
        set("k:\n  # why\n  - a\n", list(&[])),
        EditError::LosesComment {
            key: key(),
            line: 3
        }
    );
    assert!(matches!(
        set("n: {k: 1}\nk: 1\n<<: {k: 2}\n", text("x")),
        EditError::CannotWrite { .. }
    ));
    assert!(matches!(
        set("- a\n", text("x")),
        EditError::Unreadable { .. }
    ));
}
