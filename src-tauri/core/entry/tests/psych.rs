//! Front matter reads as the real Psych reads it.

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

/// Scalars, each tried as a value, in a list, in brackets, as a key and in quotes.
#[rustfmt::skip]
const SCALARS: &[&str] = &[
    "", "~", "null", "Null", "NULL", "nUll", "nulls", "y", "Y", "n", "N", "yes", "Yes", "YES", "no", "No", "NO", "on",
    "On", "ON", "off", "Off", "OFF", "true", "True", "TRUE", "tRuE", "false", "False", "falsey", "0", "1", "-1", "+1",
    "12", "007", "017", "-017", "+017", "08", "09", "0o17", "0x1F", "0xg", "-0xff", "0b101", "0b2", "0b_", "0x_",
    "0_", "1_000", "1,000", "1__0", "1_", "_1", "1,2,3", "1,,2", "1.0", "1.", ".5", "-.5", "+.5", ".", "..", "...x",
    "-.", "+.", "1.5e3", "1.5e+3", "1.5E-3", "1e3", "1e+3", ".e+5", "1.e+5", "1,000.5", "1_0.5", "0.1", "1.2.3",
    ".inf", "-.inf", "+.inf", ".INF", ".nan", ".NaN", "inf", "nan", "12:30", "1:2", "1:2:3", "190:20:30", "12:60",
    "1:2:3:4", "-1:30", "1_0:30", "12:30.5", "12:30:45.25", "12:30.", "08:09", "2024-01-01", "2024-1-5", "2024-1-1",
    "2024-02-30", "2024-02-29", "2023-02-29", "2024-13-01", "2024-00-10", "2024-01-00", "2024-01-32", "0000-01-01",
    "9999-12-31", "1500-02-29", "1582-10-10", "1582-10-04", "24-01-01", "2024-01", "2024/01/01", "2024-01-01 10:00",
    "2024-01-01 10:00:00", "2024-01-01 10:00:00 +0530", "2024-01-01 10:00:00 +05:30", "2024-01-01 10:00:00 Z",
    "2024-01-01T10:00:00Z", "2024-01-01t10:00:00z", "2024-01-01 10:00:00 UTC", "2024-01-01T10:00:00.123Z",
    "2024-01-01  10:00:00", "2024-01-01 1:00:00", "2024-01-01 24:00:00", "2024-01-01 25:00:00", "2024-01-01 10:60:00",
    "2024-01-01 10:00:60", "2024-01-01 10:00:61", "2024-02-31 10:00:00", "2024-13-01 10:00:00",
    "2024-01-01 10:00:00 +5", "2024-01-01 10:00:00+05", "2024-01-01 10:00:00 -0800", "2024-01-01 10:00:00 +2500",
    "-2024-01-01 10:00:00", ":symbol", ":", ": x", "::", ":a b", ":'x'", "a:b", "a: b", "a :b", "http://example.com",
    "C:\\dir", "a #b", "a#b", "#a", "@foo", "`foo", "%foo", "&foo", "*foo", "!foo", "! 12", "!!str 5", "!!str",
    "!!int 5", "!!float 5", "!!float abc", "!!float 1.5", "!!int abc", "!!binary aGVsbG8=", "!!bool yes", "!!null x",
    "!ruby/object:Object {}", "!ruby/sym foo", "!foo bar", "!<tag:yaml.org,2002:str> 5", "!!set {a, b}",
    "!!omap [a: 1, b: 2]", "!!map {a: 1}", "!!seq [1, 2]", "!!timestamp 2024-01-01", "'single'", "'it''s'",
    "\"double\"", "\"a\\nb\"", "\"\\x41\\u00e9\"", "\"\\q\"", "'open", "\"open", "'a' b", "\"a\" b", "\"a\"#b",
    "\"a\" #b", "a\"b", "a'b", "- a", "-", "-a", "--", "--- a", "? a", "?", "?a", "|", ">", "| text", "[a, b]",
    "[a, b", "[a b, c d]", "[]", "[ ]", "[,]", "[a,]", "[a,,b]", "[a]b", "{}", "{a: 1}", "{a}", "{a: 1, b}", "{a: }",
    "{a:1}", "{\"a\":1}", "{a: 1, a: 2}", "[a: 1]", "[a: 1, b: 2]", "{[a, b]: c}", "[[1], [2, [3]]]",
    "{{ page.title }}", "{% raw %}", "=", "<<", "<", "<a>", "a, b", "a,b", "a]b", "a}b", "a[b", "a{b", "]", "}", ",",
    ",a", "a;b", "$x", "é", "日本語", "Ünïcode: yes", "🎉 party", "a\u{a0}b", "\u{a0}", "a\tb", "a\t#b", "\ta", "a\t",
    "½", "٣", "１２", "no\u{301}", "\u{1}", "a\u{7f}b", "a\u{85}b", "a\u{2028}b", "\u{feff}a", "a\u{feff}b", "\u{fffe}",
    "yes no", "on time", "no.", "1st", "1 000", "5 minutes", "3.14 pi", "v1.0", "1.0.0", "+", "-1_0",
    "99999999999999999999", "-99999999999999999999", "0xffffffffffffffffff", "9223372036854775807",
    "9223372036854775808", "1e400", "1.0e+400", "0.0000001", "123456789.123456789", "~x", "~ x", "null x", "\"\"",
    "''", "'yes'", "\"12:30\"", "'2024-01-01'", "\"\\\"\"", "\"\\\\\"", "\"\\/\"", "\"\\e\"", "\"\\_\"", "\"\\N\"",
    "\"\\L\"", "\"\\u12\"", "\"\\uD800\"", "\"\\U0001F389\"", "\"tab\there\"", "''''", "a''b", "a\\nb", "a - b",
    "a -b", "a? b", "why? because", "a! b", "a & b", "a * b",
];

/// Whole texts.
#[rustfmt::skip]
const TEXTS: &[&str] = &[
    "", "\n", "# only a comment\n", "a: 1\n", "a: 1", "a:\n", "a", "- a\n- b\n", "a: 1\na: 2\n", "a: 1\nb: 2\na: 3\n",
    "a: b: c\n", "\ta: 1\n", "a:\t1\n", "a: 1\t\n", "a: \t1\n", " a: 1\n b: 2\n", " a: 1\nb: 2\n", "a: 1\n b: 2\n",
    "a:\n\t- b\n", "a:\n  - b\n\t- c\n", "a:\n- b\n- c\n", "a:\n  - b\n  - c\nd: e\n", "a:\n  - b\n - c\n",
    "a:\n - b\n  - c\n", "a:\n  b: 1\n  c: 2\n", "a:\n  b: 1\n c: 2\n", "a: |\n  x\n  y\n", "a: |-\n  x\n",
    "a: |+\n  x\n\n\nb: 1\n", "a: >\n  x\n  y\n\n  z\n", "a: >-\n  x\n   y\n  z\n", "a: |2\n    x\n",
    "a: |\n x\n  y\n", "a: |\n\n\n  x\n", "a: |\nb: 1\n", "a: |\n", "a: |", "a: >\n\n", "a: | # note\n  x\n",
    "a: |#note\n  x\n", "a: |9\n x\n", "a: |0\n x\n", "a: |-2\n   x\n", "a: |\n\tx\n", "a: |\n  x\n\ty\n",
    "a: |\n   x\n  y\n", "a: b\n  c\n", "a: b\n  c\n\n  d\n", "a: b\nc\n", "a:\n  b\n  c\n", "a: \"b\n  c\"\n",
    "a: \"b\nc\"\n", "a: 'b\n\n  c'\n", "a: \"b\\\n   c\"\n", "a: [b,\n  c]\n", "a: [b,\nc]\n",
    "a: [\n  b,\n  c,\n]\n", "a: {b: 1,\n c: 2}\n", "a: [b, # x\n c]\n", "a: # x\n  b\n", "a: b # x\n", "a: b #x\n",
    "a: b#x\n", "# x\na: 1\n# y\n", "a: 1\n\n\n# y\n\nb: 2\n", "? a\n: b\n", "? a\n", "? [a, b]\n: c\n",
    "[a, b]: c\n", "{a: 1}\n", "{a: 1\n", "{}\n", "[]\n", "\"a\": 1\n", "'a': 1\n", "\"a\" : 1\n", "a : 1\n",
    "a :1\n", "a:1\n", "a: &x 1\nb: *x\n", "b: *x\na: &x 1\n", "a: &x [1, 2]\nb: *x\n",
    "a: &x {c: 1}\nb:\n  <<: *x\n  d: 2\n", "a: &x {c: 1}\nb:\n  d: 2\n  <<: *x\n",
    "a: &x {c: 1}\nb:\n  c: 2\n  <<: *x\n", "a: &x {c: 1}\nb:\n  <<: *x\n  c: 2\n",
    "a: &x {c: 1}\nb: &y {c: 2, d: 3}\ne:\n  <<: [*x, *y]\n", "a: &x {c: 1}\n<<: *x\n", "<<: {a: 1}\nb: 2\n",
    "a:\n  <<: 1\n", "a:\n  <<: [1]\n", "a:\n  '<<': {b: 1}\n", "a:\n  <<:\n", "a: &x [1]\nb:\n  <<: *x\n",
    "a: &x\nb: *x\n", "a: &x\n  b: 1\nc: *x\n", "a: &x 1\nb: &x 2\nc: *x\n", "a: &x\n", "&x a: 1\nb: *x\n",
    "a: &x &y 1\n", "a: *x\n", "a: & 1\n", "a: &x*y 1\n", "a: *x y\n", "*x : 1\n", "a: &x 1\n*x : 2\n",
    "a: !!str 5\n", "!!map\na: 1\n", "--- \na: 1\n", "a: 1\n--- \nb: 2\n", "a: 1\n...\nb: [\n", "a: 1\n... x\n",
    "a: 1\n---\nb: [\n", "%YAML 1.1\na: 1\n", "%TAG ! x\na: 1\n", "a: 1\n%b: 2\n", "a: %b\n", "a: b\n\n  \nc: d\n",
    "a:   b   \n", "a: 'b'   # c\n", "a: 'b'# c\n", "a: 'b' c\n", "a: [b] c\n", "a: [b]: c\n", "a: {b}: c\n",
    "a: \"b\": c\n", "a: 'b': c\n", "a: b:\n", "a: b: \n", "a: :b\n", "a: ::b\n", "a: - b\n", "a: -\n", "a: ? b\n",
    "a: ?\n", "a: ,b\n", "- a\nb: 1\n", "a: 1\n- b\n", "a: 1\r\nb: 2\r\n", "a: 1\rb: 2\r", "a: |\r\n  x\r\n  y\r\n",
    "a: \"x\r\n  y\"\r\n", "a:\r\n  - b\r\n", "a: b \r\n", "# c\r\na: 1\r\n", "title: \"a\nb: 2\n", "title: a\"b\"\n",
    "title: \"a\"b\"\n", "title: 'it's'\n", "title: it's\n", "title: [a] b\n", "title: {{ x }}\n", "title: {% x %}\n",
    "title: `x`\n", "title: @x\n", "title: x @y\n", "title: 50% off\n", "title: %x\n", "title: *bold*\n",
    "title: **bold**\n", "title: &amp\n", "title: &amp; x\n", "title: !important\n", "title: ! x\n", "title: > x\n",
    "title: | x\n", "title: >\n", "title: #x\n", "title: x: \"y\"\n", "title: \"x: y\": z\n", "title: x\n  y: z\n",
    "title:x\n", "title : x\n", "title  :  x\n", "title\n", "title: x\ntags\n", "title: x\ntags:\n",
    "title: x\n tags: y\n", "title: x\n   y\n", "title: 'x\n  y'\n", "title: \"x\n\n  y\"\n", "title: \"x\\\n",
    "true: 1\n", "yes: 1\n", "1: a\n", "1.5: a\n", "~: a\n", ": a\n", "null: a\n", "2024-01-01: a\n", "? \n: a\n",
    "a: {b: {c: {d: [1, {e: 2}]}}}\n", "a:\n  - b: 1\n    c: 2\n  - d: 3\n", "a:\n  - - 1\n    - 2\n  - 3\n",
    "a:\n  -\n    b: 1\n", "a:\n  - |\n    x\n  - >\n    y\n", "a:\n  -   b\n  -\n  - c\n", "a: [b, 'c, d', \"e\"]\n",
    "a: [b c, d: e]\n", "a: [http://x.y]\n", "a: [a:b]\n", "a: {a:b}\n", "a: [a, b]]\n", "a: [a}]\n", "a: {b: c]\n",
    "a: [? b]\n", "a: [? b : c]\n", "a: [- b]\n", "a: [-b]\n", "a: [b, -]\n", "a: [@b]\n", "a: [%b]\n", "a: [`b]\n",
    "a: [#b\n]\n", "a: [b #c\n]\n", "a: [b#c]\n", "a: [\"b\"c]\n", "a: ['b' 'c']\n", "a: {b: [c}\n", "a: [\tb]\n",
    "a: [b\t, c]\n", "a: {\tb: c}\n", "a: [\n\tb]\n", "a: [b,\n\tc]\n", "a: \"b\n\tc\"\n", "a: b\n\tc\n",
    "a: b\n\n\tc\n", "a:\tb\n", "a\t: b\n", "a: b\t# c\n", "a: 'b'\t# c\n", "a:\n  b\t: c\n", "a: |\t\n  x\n",
    "a:\t|\n  x\n", "a:\t- b\n", "-\ta\n", "a:\n  -\tb\n", "a:\n  -\t- b\n", "a:\n\n\tb: 1\n", "a: 1\n\t\nb: 2\n",
    "a: 1\n \t\nb: 2\n", "\t\na: 1\n", "a: 1\n\t# x\nb: 2\n", "a: 1 \t# x\n", "a: 1\n\t", "a: &x\t1\n",
    "a: !!str\t1\n", "a: \u{2028}b\n", "a: \"b\u{2028}c\"\n", "a: b\u{85}c: d\n", "a: 'b\u{85}c'\n",
    "# x\u{2028}a: 1\n", "a: b\u{2029}\n", "a: \u{feff}b\n", "\u{feff}a: 1\n", "a: \"\u{feff}\"\n", "a: \u{0}\n",
    "a: b\u{b}c\n", "a: b\u{c}c\n", "a: \u{ffff}\n", "a: \"\u{1f}\"\n", "a: 1\n  \n", "a: 1\n  # x\n",
    "  # x\na: 1\n", "a:\n# x\n  b: 1\n", "a:\n  - b\n# x\n  - c\n", "a:\n  - b\n  # x\n", "a: |\n  x\n # y\nb: 1\n",
    "a: |\n  x\n# y\n  z\n", "a: x\n  # y\n  z\n", "a: 'x # y'\n", "a: x\n# y\n  z\n", "a: [x\n# y\n, z]\n",
    "a: \"x # y\n # z\"\n",
];

#[test]
fn scalars_read_as_in_ruby() {
    let mut texts = Vec::new();
    for scalar in SCALARS {
        texts.push(format!("k: {scalar}\n"));
        texts.push(format!("k:\n  - {scalar}\n  - x\n"));
        texts.push(format!("k: [{scalar}, x]\n"));
        texts.push(format!("k: {{v: {scalar}, w: x}}\n"));
        texts.push(format!("{scalar}: v\n"));
        texts.push(format!("k: \"{scalar}\"\nl: '{scalar}'\n"));
        texts.push(format!("k: {scalar} # note\nl: x\n"));
        texts.push(format!("k: {scalar}"));
    }
    common::compare(&texts);
}

#[test]
fn whole_texts_read_as_in_ruby() {
    let mut texts: Vec<String> = TEXTS.iter().map(|text| (*text).to_owned()).collect();
    let with_crlf: Vec<String> = TEXTS
        .iter()
        .map(|text| text.replace('\n', "\r\n"))
        .collect();
    let nested: Vec<String> = TEXTS
        .iter()
        .map(|text| {
            format!(
                "o:\n{}",
                text.lines()
                    .map(|line| format!("  {line}\n"))
                    .collect::<String>()
            )
        })
        .collect();
    texts.extend(with_crlf);
    texts.extend(nested);
    common::compare(&texts);
}

#[test]
fn generated_texts_read_as_in_ruby() {
    use proptest::strategy::{Strategy, ValueTree};
    use proptest::test_runner::{Config, TestRunner};

    let piece = proptest::sample::select(vec![
        "a",
        "b",
        "key",
        " ",
        "  ",
        "\n",
        "\n  ",
        "\n- ",
        "\n  - ",
        ": ",
        ":",
        "- ",
        "-",
        "? ",
        "[",
        "]",
        "{",
        "}",
        ",",
        ", ",
        "\"",
        "'",
        "#",
        " # ",
        "|",
        ">",
        "|\n  ",
        ">\n  ",
        "&x ",
        "*x",
        "!!str ",
        "!",
        "\t",
        "\\",
        "\\n",
        "<<",
        "~",
        "no",
        "1",
        "1_0",
        "12:30",
        "2024-01-01",
        ".5",
        "e",
        "é",
        "\u{a0}",
        "\r\n",
        "\r",
        "---",
        "\n---\n",
        "\n...\n",
        "%",
        "@",
        "`",
        "=",
        "key: ",
        "\nkey: ",
        "\nb: ",
        "\n\n",
        "\u{2028}",
        "\u{85}",
        "\u{feff}",
        "x y",
        "null",
        "[a, b]",
        "{a: b}",
        "\"a\"",
        "'a'",
        "&x",
        "*x\n",
    ]);
    let text = proptest::collection::vec(piece, 1..14).prop_map(|pieces| pieces.concat());
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    );
    let texts: Vec<String> = (0..8_000)
        .map(|_| text.new_tree(&mut runner).expect("a text").current())
        .flat_map(|text| [format!("k: {text}"), text])
        .collect();
    common::compare(&texts);
}
