//! What stands inside a paragraph.

use super::Chance;

const WORDS: &[&str] = &[
    "foo",
    "bar",
    "HTML",
    "a",
    "x1",
    "é",
    "Ünï",
    "日本",
    "it",
    "s",
    "don",
    "80s",
    "1.",
    "2.",
    "हिन्दी",
    "العربية",
    "עברית",
    "한국어",
    "ğüşi",
    "e\u{301}",
    "😀",
    "snake_case_word",
    "CSS3",
    "C++",
];

const SIGNS: &[&str] = &[
    "*", "_", "`", "[", "]", "(", ")", "<", ">", "'", "\"", "!", "~", "$", "{", "}", ":", "^", "&",
    ".", "|", "\\", "-", "#", "=", "+", ";", "/", "%", ",",
];

const HALVES: &[&str] = &[
    "**", "__", "***", "](", "][", "<i>", "</i>", "<b", "</", "<!--", "'s ", "\"'", "{:", "{::",
    "![", "[^", "``", "$$", "~~", "&#", "http://", "<<", "\\\\", "  ", "\t",
];

const ENTITIES: &[&str] = &[
    "&amp;", "&copy;", "&nbsp;", "&lt;", "&gt;", "&quot;", "&#8617;", "&#x41;", "&#X42;", "&none;",
    "&eacute;", "&hellip;", "&", "&;",
];

const ESCAPES: &[&str] = &[
    "\\*", "\\\"", "\\'", "\\_", "\\`", "\\[", "\\]", "\\<", "\\|", "\\~", "\\$", "\\{", "\\:",
    "\\a", "\\\\", "\\-", "\\=", "\\&",
];

const TAGS: &[&str] = &[
    "<br>",
    "<br/>",
    "<BR />",
    "<img src=\"i.png\">",
    "<hr>",
    "<wbr>",
    "<!-- c -->",
    "<?php x ?>",
    "<input disabled>",
    "</b>",
    "</div>",
    "<foo>",
    "<p>",
    "<a name='n'></a>",
    "<em>",
    "<1>",
    "<x-y z>",
    "<span/>",
    "<i />",
    "<script>a*b*c</script>",
    "<!DOCTYPE html>",
];

const EXTENSIONS: &[&str] = &[
    "{::comment}c{:/comment}",
    "{::comment}c{:/}",
    "{::nomarkdown}*n*{:/}",
    "{::nomarkdown /}",
    "{:/comment}",
    "{::none}x{:/}",
    "{::comment}",
    "{::nomarkdown type=\"latex\"}l{:/}",
    "{::nomarkdown type=\"html\"}<u>h</u>{:/}",
];

impl Chance {
    pub(super) fn word(&mut self) -> String {
        self.pick(WORDS).to_string()
    }

    pub(super) fn span(&mut self, depth: usize) -> String {
        if depth > 3 || self.once_in(3) {
            return self.word();
        }
        let inner = self.several(3, |chance| chance.span(depth + 1)).join(" ");
        let word = self.word();
        match self.below(30) {
            0 => format!("*{inner}*"),
            1 => format!("**{inner}**"),
            2 => format!("_{inner}_"),
            3 => format!("__{inner}__"),
            4 => format!("***{inner}***"),
            5 => format!("{word}*{inner}*{word}"),
            6 => format!("\"{inner}\""),
            7 => format!("'{inner}'"),
            8 => format!("~~{inner}~~"),
            9 | 10 => self.code(),
            11..=14 => self.link(&inner),
            15 => self
                .pick(&["[^1]", "[^1]", "[^two]", "[^none]", "[^a:b]"])
                .into(),
            16 => self.math(&word),
            17 | 18 => self.element(&inner),
            19 => self.pick(TAGS).into(),
            20 => self
                .pick(&["--", "---", "----", "...", "....", "<<", ">>", "<< ", " >>"])
                .into(),
            21 => self.pick(ENTITIES).into(),
            22 => self.pick(ESCAPES).into(),
            23 => format!("*{word}*{}", self.attribute_list()),
            24 => format!(
                "{}{}",
                self.pick(&["`c`", "[l](u)", "![i](u)", "**b**"]),
                self.attribute_list()
            ),
            25 => self.pick(EXTENSIONS).into(),
            26 => self
                .pick(&[
                    "<http://a.b>",
                    "<https://a.b/?c=d&e=f>",
                    "<mailto:a@b.c>",
                    "<a@b.c>",
                    "http://a.b/c_d_e",
                    "<ftp://x>",
                    "<a.b@c_d>",
                ])
                .into(),
            27 => self.pick(SIGNS).into(),
            28 => self.pick(HALVES).into(),
            _ => word,
        }
    }

    fn code(&mut self) -> String {
        let word = self.word();
        match self.below(7) {
            0 => format!("`{word}`"),
            1 => format!("`` {word}` ``"),
            2 => format!("` {word}`"),
            3 => format!("`{word} <b> &amp; *a* | \\`"),
            4 => format!("```{word}```"),
            5 => format!("`{word}`{{:.language-ruby}}"),
            _ => format!("`{word}\n{word}`"),
        }
    }

    fn link(&mut self, inner: &str) -> String {
        let image = self.pick(&["", "", "", "!"]);
        let rest = self.pick(&[
            "(u)",
            "(u \"t\")",
            "(u 't')",
            "(u \"t \"q\" t\")",
            "(<u v>)",
            "(<u> \"t\")",
            "( u )",
            "()",
            "(u(v))",
            "(u v)",
            "(u\n\"t\")",
            "[r]",
            "[]",
            " [r]",
            "[R]",
            "[none]",
            "",
            "(u){:.c}",
            "(u){:#i title=\"t\"}",
            "(http://a.b/*c*_d_)",
            "(a&b \"c&d\")",
            "(u \"t\") x)",
            "(u",
            "[r",
            "(javascript:x)",
            "(日本.png)",
        ]);
        if self.once_in(6) {
            return format!("{image}[r]");
        }
        format!("{image}[{inner}]{rest}")
    }

    fn math(&mut self, word: &str) -> String {
        match self.below(5) {
            0 => format!("$${word}$$"),
            1 => "$$a < b & c \\\\ d_1 * e_2$$".into(),
            2 => format!("\\$${word}$$"),
            3 => format!("${word}$"),
            _ => format!("$$ {word} $$"),
        }
    }

    fn element(&mut self, inner: &str) -> String {
        let name = self.pick(&[
            "b", "span", "u", "kbd", "sup", "a", "code", "del", "EM", "custom", "q", "small",
            "button", "label",
        ]);
        let attributes = self.pick(&[
            "",
            "",
            " class=\"c\"",
            " href='u'",
            " markdown=\"1\"",
            " markdown=\"0\"",
            " markdown=\"span\"",
            " markdown=\"block\"",
            " data-x",
            " title=\"a &amp; b &lt; c\"",
            " CLASS=x",
            " title=\"it's\"",
            " a=\"1\" a=\"2\"",
        ]);
        let close = if self.once_in(12) {
            String::new()
        } else {
            format!("</{name}>")
        };
        format!("<{name}{attributes}>{inner}{close}")
    }

    /// Spans on one line.
    pub(super) fn text(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..=self.below(6) {
            text.push_str(self.pick(&["", " ", " ", " "]));
            text.push_str(&self.span(0));
        }
        let text = text.trim().replace('\n', " ");
        if text.is_empty() { "x".into() } else { text }
    }

    /// The lines of a paragraph.
    pub(super) fn lines(&mut self) -> Vec<String> {
        self.several(3, |chance| {
            let line = if chance.once_in(4) {
                chance.span(0)
            } else {
                chance.text()
            };
            format!(
                "{}{line}{}",
                chance.pick(&["", "", "", "", " ", "   ", "    "]),
                chance.pick(&["", "", "", "", "  ", "\\\\", "\\", " ", "\t", "   "])
            )
        })
        .iter()
        .flat_map(|line| line.split('\n').map(str::to_string).collect::<Vec<_>>())
        .collect()
    }
}
