//! The real Psych, asked once for many texts.

#![allow(dead_code, reason = "each test binary uses a part")]

use std::io::Write as _;
use std::process::{Command, Stdio};

use faircopy_entry::psych::{self, Value};
use serde_json::{Value as Json, json};

/// Runs a Ruby script of this folder on a JSON input.
pub fn ruby(script: &str, input: &Json) -> Json {
    let path = format!("{}/tests/common/{script}", env!("CARGO_MANIFEST_DIR"));
    let started = Command::new("ruby")
        .args(["-W0", &path])
        .env("TZ", "UTC")
        .env("LANG", "C.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let mut child = started.expect("this test needs `ruby` (Debian package ruby)");
    let mut stdin = child.stdin.take().expect("a pipe");
    let text = input.to_string();
    let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()));
    let output = child.wait_with_output().expect("ruby ends");
    writer
        .join()
        .expect("the writer ends")
        .expect("ruby reads its input");
    assert!(output.status.success(), "{script} failed");
    serde_json::from_slice(&output.stdout).expect("ruby answers in JSON")
}

/// What the real Psych makes of each text: `{"ok": value}` or `{"error": message}`.
pub fn real_psych(texts: &[String]) -> Vec<Json> {
    match ruby("psych.rb", &json!(texts)) {
        Json::Array(answers) => answers,
        other => panic!("not a list: {other}"),
    }
}

/// A value in the form of `psych.rb`.
pub fn plain(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(value) => json!(value),
        Value::Int(value) => json!({ "i": value.to_string() }),
        Value::Float(value) if value.is_nan() => json!({ "f": "nan" }),
        Value::Float(value) => json!({ "f": format!("{:016x}", value.to_bits()) }),
        Value::Text(value) => json!({ "s": value }),
        Value::Date(text) => json!({ "d": day(text) }),
        Value::Time(_) => json!({ "t": 1 }),
        Value::List(items) => items.iter().map(|item| plain(&item.value)).collect(),
        Value::Map(pairs) => {
            let pairs: Vec<Json> = pairs
                .iter()
                .map(|(key, node)| json!([plain(&key.value), plain(&node.value)]))
                .collect();
            json!({ "m": pairs })
        }
    }
}

fn day(text: &str) -> String {
    let parts: Vec<u32> = text
        .split('-')
        .map(|part| part.parse().expect("digits"))
        .collect();
    format!("{:04}-{:02}-{:02}", parts[0], parts[1], parts[2])
}

/// What this crate makes of a text, in the same form; the top level as pairs with text keys.
pub fn our_psych(yaml: &str) -> Json {
    match psych::read(yaml) {
        Ok(entries) => {
            let pairs: Vec<Json> = entries
                .iter()
                .map(|entry| json!([entry.key, plain(&entry.node.value)]))
                .collect();
            json!({ "ok": pairs })
        }
        Err(error) => json!({ "error": error.to_string() }),
    }
}

/// Brings Psych's answer into the form of [`our_psych`].
pub fn as_front_matter(answer: &Json) -> Json {
    let Some(value) = answer.get("ok") else {
        return answer.clone();
    };
    if value.is_null() || value == &json!(false) {
        return json!({ "ok": [] });
    }
    match value.get("m").and_then(Json::as_array) {
        Some(pairs) => {
            let pairs: Vec<Json> = pairs
                .iter()
                .map(|pair| json!([key_text(&pair[0]), pair[1]]))
                .collect();
            json!({ "ok": pairs })
        }
        None => json!({ "error": "no map" }),
    }
}

fn key_text(key: &Json) -> String {
    match key {
        Json::Bool(value) => value.to_string(),
        Json::Object(object) => match object.iter().next() {
            Some((kind, value)) if kind == "f" => {
                let bits = u64::from_str_radix(value.as_str().unwrap_or(""), 16).unwrap_or(0);
                Value::Float(f64::from_bits(bits))
                    .as_text()
                    .unwrap_or_default()
            }
            Some((_, value)) => value.as_str().map_or_else(String::new, str::to_owned),
            None => String::new(),
        },
        _ => String::new(),
    }
}

fn has_odd_key(answer: &Json) -> bool {
    let pairs = answer["ok"]["m"].as_array();
    pairs.is_some_and(|pairs| {
        pairs.iter().any(|pair| {
            ["d", "t", "f"]
                .iter()
                .any(|kind| pair[0].get(kind).is_some())
        })
    })
}

fn values(pairs: &Json) -> Vec<&Json> {
    pairs.as_array().map_or_else(Vec::new, |pairs| {
        pairs.iter().map(|pair| &pair[1]).collect()
    })
}

/// Compares both readers on every text; panics with each difference.
pub fn compare(texts: &[String]) {
    let answers = real_psych(texts);
    let mut differences = Vec::new();
    for (text, answer) in texts.iter().zip(&answers) {
        let real = as_front_matter(answer);
        let ours = our_psych(text);
        let same = match (real.get("ok"), ours.get("ok")) {
            // Ruby shows a day, a time or a number as a key in words of its own.
            (Some(real), Some(ours)) => {
                real == ours || (has_odd_key(answer) && values(real) == values(ours))
            }
            (None, None) => true,
            _ => false,
        };
        if !same {
            differences.push(format!("{text:?}\n  Psych: {real}\n  ours:  {ours}"));
        }
    }
    let shown = differences
        .iter()
        .take(40)
        .cloned()
        .collect::<Vec<_>>()
        .join("\n");
    assert!(
        differences.is_empty(),
        "{} of {} texts differ:\n{shown}",
        differences.len(),
        texts.len()
    );
}
