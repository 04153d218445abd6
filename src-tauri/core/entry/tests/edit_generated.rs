//! Front matter of many forms is edited, and read by Ruby before and after.

#![allow(
    clippy::expect_used,
    clippy::disallowed_types,
    clippy::disallowed_methods,
    clippy::too_many_lines,
    clippy::format_push_string,
    clippy::format_collect,
    reason = "a test asks the real programs, and says at once what is missing"
)]

mod common;

use faircopy_entry::edit::{self, EditError, NewValue};
use faircopy_entry::psych::Value;
use faircopy_entry::split;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

fn any_text() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(vec![
        "a",
        "b c",
        "on",
        "No",
        "12",
        ":",
        ": ",
        " #",
        "#",
        "'",
        "\"",
        "\\",
        "[",
        "]",
        "{",
        "}",
        ",",
        ", ",
        "-",
        "- ",
        "?",
        "|",
        ">",
        "&",
        "*",
        "!",
        "%",
        "@",
        "`",
        "\n",
        "\t",
        " ",
        "é",
        "日本",
        "🎉",
        "\u{85}",
        "\u{2028}",
        "\u{a0}",
        "~",
        "=",
        "<<",
        "2024-01-01",
        ".5",
        "0x1",
        "1_0",
        "null",
        "---",
        "...",
        "\u{feff}",
        "\u{7f}",
        "\u{1}",
    ]);
    proptest::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

fn line() -> impl Strategy<Value = String> {
    proptest::sample::select(vec![
        "a: plain text\n",
        "a: \"quoted: text\" # note\n",
        "a: 'single'\n",
        "a:\n",
        "a: # note\n",
        "a: 12:30\n",
        "a: |\n  one\n\n  two\n",
        "a: >-\n  one\n  two\n\n",
        "a: |+\n  keep\n\n",
        "a: >\n    deep\n",
        "a: one\n  two\n\n  three\n",
        "a: [x, \"y\", 'z']\n",
        "a: [\n  x, # first\n  y,\n]\n",
        "a: []\n",
        "a: {m: 1, n: [2]}\n",
        "a:\n  - x\n  - \"y\" # why\n\n  - z\n",
        "a:\n- x\n- y\n",
        "a:\n  - m: 1\n    n: 2\n  - o\n",
        "a:\n  m: 1\n  n: 2\n",
        "a: &anchor text\n",
        "a: &anchor [x, y]\n",
        "a: *anchor\n",
        "a: yes\n",
        "a: 2024-01-01\n",
        "'a': x\n",
        "\"a\" : x\n",
        "? a\n: x\n",
        "# comment\n",
        "\n",
        "  # indented\n",
        "   \n",
        "a:   spaced   \n",
        "a: !!str 5\n",
        "a: \"two\n  lines\"\n",
        "a: ~\n",
        "a: {{ x }}\n",
        "<<: {m: 1}\n",
        "a: [a, [b, c], {d: e}]\n",
        "a:\n  - |\n    x\n  - >-\n    y\n",
        "a:\n  -\n  - x\n",
    ])
    .prop_flat_map(|line| {
        (
            Just(line),
            proptest::sample::select(vec!["title", "tags", "k", "other"]),
        )
    })
    .prop_map(|(line, key)| {
        let renamed = line.replacen("? a", &format!("? {key}"), 1);
        let renamed = renamed
            .replacen("\"a\"", &format!("\"{key}\""), 1)
            .replacen("'a'", &format!("'{key}'"), 1);
        if let Some(rest) = renamed.strip_prefix("a:") {
            format!("{key}:{rest}")
        } else {
            renamed
        }
    })
}

fn new_value() -> impl Strategy<Value = Option<NewValue>> {
    prop_oneof![
        4 => any_text().prop_map(|text| Some(NewValue::Text(text))),
        3 => proptest::collection::vec(any_text(), 0..4).prop_map(|items| Some(NewValue::List(items))),
        2 => proptest::collection::vec(proptest::sample::select(vec!["x", "y", "z", "m"]), 0..5)
            .prop_map(|items| Some(NewValue::List(items.into_iter().map(str::to_owned).collect()))),
        1 => any::<bool>().prop_map(|value| Some(NewValue::Bool(value))),
        1 => proptest::sample::select(vec!["x", "[x, y]", "{a: 1}", "- x\n- y: 1", "|\n  x", "\"q\"", "", "12:30", "a: 1\nb:\n  - c"])
            .prop_map(|yaml| Some(NewValue::Yaml(yaml.to_owned()))),
        2 => Just(None),
    ]
}

struct Done {
    before: String,
    after: String,
    key: &'static str,
    value: Option<NewValue>,
}

#[test]
fn edits_read_back_right_by_the_real_psych() {
    let whole = proptest::collection::vec(line(), 0..7).prop_map(|lines| lines.concat());
    let strategy = (
        whole,
        any::<bool>(),
        any::<bool>(),
        proptest::sample::select(vec!["title", "tags", "k", "new"]),
        new_value(),
    );
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        TestRng::deterministic_rng(RngAlgorithm::ChaCha),
    );
    let (mut done, mut refused, mut broken) = (Vec::new(), 0, 0);
    for _ in 0..4_000 {
        let (yaml, crlf, bom, key, value) =
            strategy.new_tree(&mut runner).expect("a case").current();
        let mark = if bom { "\u{feff}" } else { "" };
        let mut before = format!("{mark}---\n{yaml}---\nbody\n\n---\nx: 1\n");
        if crlf {
            before = before.replace('\n', "\r\n");
        }
        let edits = match &value {
            Some(value) => edit::set(&before, key, value),
            None => edit::unset(&before, key),
        };
        match edits {
            Ok(edits) => done.push(Done {
                after: edit::apply(&before, &edits),
                before,
                key,
                value,
            }),
            Err(EditError::Unreadable { .. }) => broken += 1,
            Err(EditError::CannotWrite { key }) => {
                panic!("{key} = {value:?} cannot be written in {before:?}")
            }
            Err(_) => refused += 1,
        }
    }
    assert!(
        done.len() > 2_000,
        "only {} edits, {refused} refused, {broken} broken",
        done.len()
    );
    verify(&done);
}

fn verify(done: &[Done]) {
    let inside = |text: &str| {
        split::split(text)
            .front_matter
            .map_or(String::new(), |front| text[front.yaml].to_owned())
    };
    let texts: Vec<String> = done
        .iter()
        .flat_map(|case| [inside(&case.before), inside(&case.after)])
        .collect();
    let answers = common::real_psych(&texts);
    for (case, pair) in done.iter().zip(answers.chunks(2)) {
        let name = format!(
            "{} = {:?}\n{:?}\n{:?}",
            case.key, case.value, case.before, case.after
        );
        let before = common::as_front_matter(&pair[0]);
        let after = common::as_front_matter(&pair[1]);
        let mut expected = before["ok"].as_array().expect("pairs").clone();
        let wanted = case
            .value
            .as_ref()
            .map(|value| common::plain(&meaning(value)));
        let place = expected.iter().position(|pair| pair[0] == case.key);
        match (place, wanted) {
            (Some(index), Some(value)) => expected[index][1] = value,
            (Some(index), None) => drop(expected.remove(index)),
            (None, Some(value)) => expected.push(serde_json::json!([case.key, value])),
            (None, None) => {}
        }
        assert_eq!(after["ok"].as_array(), Some(&expected), "{name}");
        let body = |text: &str| text[split::split(text).body..].to_owned();
        assert_eq!(body(&case.before), body(&case.after), "{name}");
        let breaks = |text: &str| (text.matches("\r\n").count(), text.matches('\n').count());
        let (pairs, all) = breaks(&case.after);
        assert!(pairs == 0 || pairs == all, "mixed line breaks: {name}");
    }
}

fn meaning(value: &NewValue) -> Value {
    let yaml = match value {
        NewValue::Text(text) => return Value::Text(text.clone()),
        NewValue::Bool(value) => return Value::Bool(*value),
        NewValue::List(items) => {
            let node = |item: &String| faircopy_entry::psych::Node {
                value: Value::Text(item.clone()),
                span: 0..0,
                style: faircopy_entry::psych::Style::Plain,
            };
            return Value::List(items.iter().map(node).collect());
        }
        NewValue::Yaml(yaml) => yaml,
    };
    let wrapped = format!(
        "k:\n{}",
        yaml.lines()
            .map(|line| format!("  {line}\n"))
            .collect::<String>()
    );
    let entries = faircopy_entry::psych::read(&wrapped).expect("YAML");
    entries[0].node.value.clone()
}
