//! What is wrong with front matter is told where the author must look, and with what to do.

#![allow(clippy::too_many_lines, reason = "a table of cases around one check")]

use faircopy_entry::fields;

#[test]
fn faults_are_told_with_the_line_of_the_file() {
    let table = [
        (
            "---\na: 1\ntitle: a: b\n---\n",
            "front-matter-unreadable",
            3,
        ),
        ("---\n\n\na: 1\n\tb: 2\n---\n", "front-matter-unreadable", 5),
        ("---\na: 1\nb: :x\n---\n", "front-matter-unreadable", 3),
        ("---\n- a\n---\n", "front-matter-unreadable", 2),
        // A quote that is not closed ends at the next one, in another line.
        (
            "---\na: 1\nb: \"x\nc: y\nd: \"z\"\n---\n",
            "front-matter-unreadable",
            3,
        ),
        (
            "---\nb: \"x\nc: \"\"\nd: \"z\"\n---\n",
            "front-matter-unreadable",
            2,
        ),
        (
            "---\nb: 'x\nc: y\nd: it's\n---\n",
            "front-matter-unreadable",
            2,
        ),
        (
            "---\nb: 'x\n  c y\n  it's'\n---\n",
            "front-matter-unreadable",
            4,
        ),
        ("---\nb: \"x\nc: y\n---\n", "front-matter-unreadable", 2),
        // A key without a blank after its colon takes the next key in.
        (
            "---\ntitle:b\nc: d\ne: f\n---\n",
            "front-matter-unreadable",
            2,
        ),
        (
            "---\na: b\n  c\n  d: e\n---\n",
            "front-matter-unreadable",
            4,
        ),
        // So does a bracket, and takes the next keys for items.
        (
            "---\na: 1\ntags: [b, c\nd: 1\ne: 2\n---\n",
            "front-matter-unreadable",
            3,
        ),
        (
            "---\ntags: {b: c\nd: [1]\n---\n",
            "front-matter-unreadable",
            2,
        ),
        ("---\ntags: [b,\n  c\n---\n", "front-matter-unreadable", 2),
        (
            "---\ntags: [\n  b,\n  @c,\n]\nd: 1\n---\n",
            "front-matter-unreadable",
            4,
        ),
        (
            "---\ntags: [\n  \"b\"\n  \"c\"\n]\n---\n",
            "front-matter-unreadable",
            4,
        ),
        (
            "---\na: 1\nb: 2\na: 3\n---\n",
            "front-matter-repeated-key",
            4,
        ),
        ("---\na: 1\n", "front-matter-unclosed", 1),
    ];
    for (text, code, line) in table {
        let problems = fields::read(text).problems;
        let found: Vec<_> = problems
            .iter()
            .map(|problem| (problem.code, problem.line))
            .collect();
        assert_eq!(found, [(code, Some(line))], "{text:?}");
    }
}

#[test]
fn a_fault_is_told_with_its_remedy() {
    let table = [
        (
            "b: \"x \"y\" z\"",
            "text cannot go on after the closing quote",
            "write each quote inside the text as `\\\"`",
        ),
        (
            "b: 'it's'",
            "text cannot go on after the closing quote",
            "write each quote inside the text as `''`",
        ),
        (
            "b: \"x\nc: \"y\"",
            "the quote that opens here is not closed",
            "put the same quote at the end of the text",
        ),
        (
            "b: [x\nc: y",
            "the `[` that opens here is not closed",
            "close it at the end of its list, or put the text in quotes",
        ),
        (
            "b: [x] y",
            "text cannot go on here",
            "put all of the text in quotes",
        ),
        (
            "b: x: y",
            "a second `: ` cannot stand here",
            "put the text in quotes",
        ),
        (
            "b: x\n  c: y",
            "a second `: ` cannot stand here",
            "put the text in quotes, or begin the key in the column of the others",
        ),
        (
            "b:\n  - x\n - y",
            "the indentation of this line fits no line above",
            "indent it like the lines that it belongs to",
        ),
        (
            "b: x\n- y",
            "an item of a list cannot stand among keys",
            "put it below its key",
        ),
    ];
    for (yaml, what, hint) in table {
        let problems = fields::read(&format!("---\n{yaml}\n---\n")).problems;
        let told: Vec<_> = problems
            .iter()
            .map(|problem| (problem.message.as_str(), problem.hint.as_deref()))
            .collect();
        let message = format!("Jekyll cannot read the front matter: {what}");
        assert_eq!(told, [(message.as_str(), Some(hint))], "{yaml:?}");
    }
}
