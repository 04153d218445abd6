//! The rules that are Faircopy's own: series, templates, excerpts, counts; and dates and budgets.

#![allow(
    clippy::expect_used,
    clippy::disallowed_types,
    clippy::disallowed_methods,
    clippy::too_many_lines,
    clippy::format_push_string,
    clippy::format_collect,
    reason = "a test asks the real programs, and says at once what is missing"
)]

use std::collections::BTreeMap;

use faircopy_entry::count::{Counts, count};
use faircopy_entry::excerpt::first_paragraph;
use faircopy_entry::series::{self, Series};
use faircopy_entry::slug::{self, SlugError};
use faircopy_entry::template::{TemplateError, Values, fill};
use faircopy_entry::{date, fields, psych};

#[test]
fn series_are_recognised_by_their_titles() {
    let table = [
        (
            "Research Diary 2: Machine Learning",
            Some(("Research Diary", 2, Some("Machine Learning"))),
        ),
        ("Research Diary 12", Some(("Research Diary", 12, None))),
        ("Diary #3 - Topic", Some(("Diary", 3, Some("Topic")))),
        ("Diary #3: Topic", Some(("Diary", 3, Some("Topic")))),
        ("Diary, Part 3: Topic", Some(("Diary", 3, Some("Topic")))),
        ("Diary Part 3", Some(("Diary", 3, None))),
        ("Diary (Part 3)", Some(("Diary", 3, None))),
        (
            "Diary – Episode 7 – Topic",
            Some(("Diary", 7, Some("Topic"))),
        ),
        ("Part 3", Some(("Part", 3, None))),
        ("Part 3: Topic", Some(("Part", 3, Some("Topic")))),
        (
            "Tagebuch 4: Über: alles",
            Some(("Tagebuch", 4, Some("Über: alles"))),
        ),
        ("日記 5: 機械学習", Some(("日記", 5, Some("機械学習")))),
        ("  Diary 1 :  x ", Some(("Diary", 1, Some("x")))),
        ("Jekyll 3.1.0 released", None),
        ("Top 10 tips", None),
        ("Homebrew 4.2.0", None),
        ("2: x", None),
        ("No number", None),
        ("Diary ٣", None),
        ("Diary ２", None),
        ("Diary 99999999999", None),
        ("", None),
    ];
    for (title, expected) in table {
        let expected = expected.map(|(name, number, topic): (&str, u32, Option<&str>)| Series {
            name: name.to_owned(),
            number,
            topic: topic.map(str::to_owned),
        });
        assert_eq!(series::recognise(title), expected, "{title:?}");
    }
}

#[test]
fn the_next_number_follows_the_highest() {
    let titles = [
        "Research Diary 2: x",
        "research diary 7",
        "Other 9",
        "Research Diary 3",
    ];
    assert_eq!(series::next_number(titles.into_iter(), "Research Diary"), 8);
    assert_eq!(series::next_number(titles.into_iter(), "New"), 1);
    let series = Series {
        name: "Research Diary".to_owned(),
        number: 8,
        topic: Some("y".to_owned()),
    };
    assert_eq!(series::title(&series), "Research Diary 8: y");
    assert_eq!(series::recognise(&series::title(&series)), Some(series));
}

fn values() -> Values {
    Values {
        author: "Ann \"Bo\" Lee".to_owned(),
        title: "C:\\x: a 'b' #1".to_owned(),
        topic: "on".to_owned(),
        date: "2024-01-31".to_owned(),
        excerpt: "Two\nlines".to_owned(),
        series: Some(Series {
            name: "Diary".to_owned(),
            number: 2,
            topic: Some("on".to_owned()),
        }),
        extra: BTreeMap::from([("image".to_owned(), "a.png".to_owned())]),
    }
}

#[test]
fn values_read_back_from_every_place_in_the_front_matter() {
    let lines = [
        ("k: \"{{ title }}\"", values().title),
        ("k: '{{ title }}'", values().title),
        ("k: {{ title }}", values().title),
        ("k: {{ topic }}", values().topic),
        ("k: \"{{ author }}\" # by", values().author),
        ("k: {{ author }}  # by", values().author),
        (
            "k: \"Diary {{ series.number }}: {{ title }}\"",
            format!("Diary 2: {}", values().title),
        ),
        (
            "k: 'x {{ author }} y {{ title }}'",
            format!("x {} y {}", values().author, values().title),
        ),
        ("k: \"{{ excerpt }}\"", values().excerpt),
        ("k: {{ excerpt }}", values().excerpt),
        ("k: >-\n  {{ excerpt }}", "Two lines".to_owned()),
        ("k: it's {{ image }}", "it's a.png".to_owned()),
        ("k: {{ image }}", "a.png".to_owned()),
        ("k: \"\\\"{{ topic }}\\\"\"", "\"on\"".to_owned()),
    ];
    for (line, expected) in lines {
        let filled = fill(
            "diary",
            &format!("---\n{line}\nlast: 1\n---\nbody {{{{ title }}}}\n"),
            &values(),
        )
        .expect(line);
        let reading = fields::read(&filled);
        assert_eq!(reading.problems, [], "{filled}");
        let found = reading.fields.all[0].1.as_text();
        assert_eq!(found.as_deref(), Some(expected.as_str()), "{filled}");
        assert!(
            filled.ends_with(&format!("body {}\n", values().title)),
            "{filled}"
        );
    }
    let filled = fill(
        "diary",
        "---\ntags: [{{ topic }}, {{ title }}, x]\nn: {{ series.number }}\nd: {{ date }}\n---\n",
        &values(),
    )
    .expect("filled");
    let fields = fields::read(&filled).fields;
    assert_eq!(fields.tags, ["on", &values().title, "x"]);
    assert_eq!(fields.all[1].1, psych::Value::Int(2));
    assert_eq!(fields.all[2].1, psych::Value::Date("2024-01-31".to_owned()));
}

#[test]
fn a_template_keeps_its_bytes() {
    for template in [
        "",
        "x",
        "x\n",
        "x\n\n",
        "---\na: 1\n---\n\n\nx",
        "\u{feff}---\r\na: 1\r\n---\r\nx\r\n",
        "---\nunclosed: {{ date }}\n",
    ] {
        let expected = template.replace("{{ date }}", "2024-01-31");
        assert_eq!(
            fill("t", template, &values()).as_deref(),
            Ok(expected.as_str())
        );
    }
}

#[test]
fn a_fault_of_a_template_names_its_line() {
    let unknown = |template: &str, values: &Values| match fill("diary", template, values) {
        Err(TemplateError::Unknown {
            template,
            line,
            placeholder,
        }) => (template, line, placeholder),
        other => panic!("{other:?}"),
    };
    let expected = |line: usize, name: &str| ("diary".to_owned(), line, name.to_owned());
    assert_eq!(
        unknown("---\na: 1\nb: {{ autor }}\n---\n", &values()),
        expected(3, "autor")
    );
    assert_eq!(
        unknown(
            "---\na: {{ title }}\n---\nx\n\n{{ title }} {{ titel }}\n",
            &values()
        ),
        expected(6, "titel")
    );
    assert_eq!(
        unknown("x {{ series.nummer }}", &values()),
        expected(1, "series.nummer")
    );
    let alone = Values {
        series: None,
        ..values()
    };
    assert_eq!(
        unknown("\nx {{ series.number }}", &alone),
        expected(2, "series.number")
    );
    assert_eq!(
        fill("t", "{% if series %}x{% endif %}y", &alone).as_deref(),
        Ok("y")
    );
    assert!(matches!(
        fill("t", "---\na: 1\n---\n\n{{ title", &values()),
        Err(TemplateError::Syntax { line: 5, .. })
    ));
    assert!(matches!(
        fill("t", "---\na: x {{ title }}\n---\n", &values()),
        Err(TemplateError::FrontMatter { line: 2, .. })
    ));
}

#[test]
fn the_excerpt_is_the_first_real_paragraph() {
    let table = [
        ("", ""),
        (
            "# Heading\n\nText\nof two lines.\n\nMore.",
            "Text of two lines.",
        ),
        ("Title\n=====\n\nText.", "Text."),
        ("Sub\n---\nText.", "Text."),
        ("![image](a.png)\n\nText.", "Text."),
        ("![image](a.png \"t\")\n{: .wide}\n\nText.", "Text."),
        ("<!-- a\nb -->\n\nText.", "Text."),
        ("{% include x.html %}\n\nText.", "Text."),
        ("```rust\nlet x;\n```\n\nText.", "Text."),
        ("    code\n\nText.", "Text."),
        ("* * *\n\n***\n\nText.", "Text."),
        ("| a | b |\n\nText.", "Text."),
        (
            "Some **bold**, *soft*, `code`, __strong__ and _em_ words.",
            "Some bold, soft, code, strong and em words.",
        ),
        (
            "A [link](http://x.y \"t\") and [one][ref] and ![pic](a.png)here.",
            "A link and one and here.",
        ),
        (
            "A note[^1] and <b>tag</b> and <http://x.y>.",
            "A note and tag and http://x.y.",
        ),
        (
            "snake_case_name and 2 * 3 * 4 = 24",
            "snake_case_name and 2 * 3 * 4 = 24",
        ),
        ("\\*not em\\* and \\# sign", "*not em* and # sign"),
        ("> A quote\n> of two.", "A quote of two."),
        ("- item one\n- item two", "item one item two"),
        ("Größe — 日本語 🎉", "Größe — 日本語 🎉"),
        ("Text.\r\nMore.\r\n\r\nNext.", "Text. More."),
    ];
    for (body, expected) in table {
        assert_eq!(first_paragraph(body), expected, "{body:?}");
    }
}

#[test]
fn words_are_counted_as_a_reader_sees_them() {
    let table = [
        ("", 0, 0),
        ("one two  three\n", 3, 14),
        ("don't stop e.g. 3.14 1,000", 5, 26),
        ("snake_case a-b C++", 4, 18),
        ("日本語", 3, 3),
        ("Größe naïve e\u{301}a", 3, 14),
        ("🎉 party", 1, 7),
        ("a <b class=\"x y z\">bold</b> word", 3, 11),
        ("a<!-- not\nthis -->b", 2, 2),
        ("{% include a b %}x", 1, 1),
        ("[link text](http://a.b/c) end", 3, 14),
        ("x\n{: .a .b}\n", 1, 1),
        ("1 < 2 and {x} ] y", 5, 17),
        ("{{ x }}", 1, 7),
        ("café's don’t", 2, 12),
        ("a\r\nb", 2, 2),
        ("[a]: http://b.c/d \"e f\"\n [g]: h\nx", 1, 2),
        ("[^1]: A note\n", 3, 12),
        ("[a]:\nx [b]: c\n    [d]: e\n", 6, 22),
    ];
    for (body, words, characters) in table {
        let minutes = usize::from(words > 0);
        assert_eq!(
            count(body),
            Counts {
                words,
                characters,
                minutes
            },
            "{body:?}"
        );
    }
    assert_eq!(count(&"word ".repeat(401)).minutes, 3);
}

#[test]
fn fields_are_found_under_their_usual_keys() {
    let text = "---\nlayout: post\nauthor: {name: Ann}\nimage: {src: a.png}\nlang: de\ndate: 2024-01-31 10:00\nexcerpt: x\npublished: no\n---\n";
    let fields = fields::read(text).fields;
    assert_eq!(fields.layout.as_deref(), Some("post"));
    assert_eq!(fields.author.as_deref(), Some("Ann"));
    assert_eq!(fields.image.as_deref(), Some("a.png"));
    assert_eq!(fields.lang.as_deref(), Some("de"));
    assert_eq!(fields.date.as_deref(), Some("2024-01-31 10:00"));
    assert_eq!(fields.published, Some(false));
    assert_eq!(fields.all.len(), 7);
}

#[test]
fn dates_are_read_in_the_forms_that_jekyll_takes() {
    let table = [
        ("2024-01-31", Some("2024-01-31T00:00:00Z")),
        ("2024-1-5", Some("2024-01-05T00:00:00Z")),
        ("2024-01-31 10:05", Some("2024-01-31T10:05:00Z")),
        ("2024-01-31 10:05:06", Some("2024-01-31T10:05:06Z")),
        ("2024-01-31 10:05:06 +0530", Some("2024-01-31T04:35:06Z")),
        ("2024-01-31 10:05:06 +05:30", Some("2024-01-31T04:35:06Z")),
        ("2024-01-31 10:05 -0800", Some("2024-01-31T18:05:00Z")),
        ("2024-01-31T10:05:06Z", Some("2024-01-31T10:05:06Z")),
        (
            "2024-01-31T10:05:06.5+01:00",
            Some("2024-01-31T09:05:06.5Z"),
        ),
        ("2024-01-31 10:05:06 UTC", Some("2024-01-31T10:05:06Z")),
        ("2024/01/31", Some("2024-01-31T00:00:00Z")),
        ("2024-02-30", None),
        ("2024-13-01", None),
        ("2024-01-31 25:00", None),
        ("soon", None),
        ("", None),
    ];
    for (text, expected) in table {
        let found =
            date::parse(text).and_then(|date| date.moment(jiff::tz::Offset::UTC).timestamp());
        assert_eq!(
            found.map(|moment| moment.to_string()).as_deref(),
            expected,
            "{text:?}"
        );
    }
    assert_eq!(
        date::parse("2024-01-31")
            .map(date::PostDate::day)
            .as_deref(),
        Some("2024-01-31")
    );
}

#[test]
fn a_text_that_is_no_date_is_told_with_what_to_write() {
    assert!(date::read("2026-11-24 18:05").is_ok());
    let told = |text: &str| date::read(text).map_err(|fault| fault.to_string());
    for (text, begins) in [
        ("tomorrow", "“tomorrow” is no date; write 2026-11-24"),
        ("2026-02-30", "“2026-02-30” is no date"),
        (
            "the day after the next one",
            "“the day after the ne…” is no date",
        ),
    ] {
        let words = told(text).expect_err("no date");
        assert!(words.starts_with(begins), "{words}");
    }
}

#[test]
fn file_names_fit_and_come_apart_again() {
    assert_eq!(
        slug::file_name("2024-01-31", "Hello, World").as_deref(),
        Ok("2024-01-31-hello-world.md")
    );
    let long = slug::file_name("2024-01-31", &"é".repeat(300)).expect("a name");
    assert!(
        long.len() <= slug::MAX_NAME_BYTES && long.len() > 250,
        "{}",
        long.len()
    );
    let marks =
        slug::file_name("2024-01-31", &format!("x{}", "\u{301}".repeat(300))).expect("a name");
    assert!(marks.len() <= slug::MAX_NAME_BYTES);
    assert_eq!(
        slug::file_name("2024-01-31", "🎉 !"),
        Err(SlugError::Empty {
            title: "🎉 !".to_owned()
        })
    );
    for date in ["2024-1-1", "2024-02-30", "", "2024-01-31T00:00"] {
        assert_eq!(
            slug::file_name(date, "x"),
            Err(SlugError::Date {
                date: date.to_owned()
            })
        );
    }
    let table = [
        ("2024-01-31-hello.md", Some(("2024-01-31", "hello", "md"))),
        ("24-1-1-a.b.markdown", Some(("24-1-1", "a.b", "markdown"))),
        ("_posts/2024-01-31-x.md", Some(("2024-01-31", "x", "md"))),
        ("2024-01-31-.md", Some(("2024-01-31", "", "md"))),
        ("2024-01-31-x", None),
        ("x.md", None),
        ("2024-01-x.md", None),
    ];
    for (name, expected) in table {
        let found = slug::parse_file_name(name);
        let found = found.as_ref().map(|name| {
            (
                name.date.as_str(),
                name.slug.as_str(),
                name.extension.as_str(),
            )
        });
        assert_eq!(found, expected, "{name:?}");
    }
}
