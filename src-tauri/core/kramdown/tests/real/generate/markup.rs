//! HTML among blocks, and what kramdown says in braces.

use super::Chance;

const OPENING: &[(&str, &str)] = &[
    ("<div>", "</div>"),
    ("<div markdown=\"1\">", "</div>"),
    ("<div markdown=\"0\">", "</div>"),
    ("<div markdown=\"span\">", "</div>"),
    ("<div markdown=\"block\" class=\"c\">", "</div>"),
    ("<section markdown=\"1\">", "</section>"),
    ("<p>", "</p>"),
    ("<p markdown=\"1\">", "</p>"),
    ("<p markdown=\"block\">", "</p>"),
    ("<pre>", "</pre>"),
    ("<pre markdown=\"1\">", "</pre>"),
    ("<pre><code>", "</code></pre>"),
    ("<ul>", "</ul>"),
    ("<ul><li>", "</li></ul>"),
    ("<ul markdown=\"1\"><li markdown=\"1\">", "</li></ul>"),
    ("<table><tr><td>", "</td></tr></table>"),
    ("<table><tr><td markdown=\"1\">", "</td></tr></table>"),
    ("<details><summary>s</summary>", "</details>"),
    (
        "<details markdown=\"1\"><summary>*s*</summary>",
        "</details>",
    ),
    ("<blockquote>", "</blockquote>"),
    ("<figure>", "</figure>"),
    ("<script>", "</script>"),
    ("<style>", "</style>"),
    ("<script type=\"math/tex\">", "</script>"),
    ("<textarea>", "</textarea>"),
    ("<DIV>", "</DIV>"),
    ("<div", ">"),
    ("<!--", "-->"),
    ("<?xml", "?>"),
    ("<h2>", "</h2>"),
    ("<iframe src=\"x\">", "</iframe>"),
    ("<center>", "</center>"),
    ("<my-tag>", "</my-tag>"),
    ("<span>", "</span>"),
    ("<b>", "</b>"),
    ("<button>", "</button>"),
    ("<ins>", "</ins>"),
    ("<video controls>", "</video>"),
];

const ALONE: &[&str] = &[
    "<br>",
    "<hr>",
    "<hr />",
    "<img src=\"i.png\">",
    "<img src=\"i.png\" /> x",
    "</div>",
    "</p>",
    "<!-- c -->",
    "<!-- c --> x",
    "<!DOCTYPE html>",
    "<div>*a*</div>",
    "<div markdown=\"1\">*a*</div>",
    "<p>*a*</p> *b*",
    "<div><p>a</p>",
    "<b>*a*</b>",
    "<?php x ?>",
    "<a href=\"u\">x</a>",
    "<div></div>",
    "<div />",
    "<link rel=\"x\">",
    "<div>a</div><div>b</div>",
    "x <div>a</div> y",
    "<td>a</td>",
    "<li>a</li>",
    "<div a=b c>x</div>",
    "<div\n  class=\"c\">x</div>",
    "<p>a",
    "<p>a\n\nb</p>",
    "<https://a.b>",
    "<span markdown=\"1\">*a*</span>",
    "<span markdown=\"block\">*a*</span>",
    "<u>a</u>",
    "<div>&amp; & < ></div>",
    "<kbd>a</kbd> b",
    "<a><div>x</div></a>",
];

impl Chance {
    /// `{: ... }`
    pub(super) fn attribute_list(&mut self) -> String {
        let parts = self.several(2, |chance| {
            chance
                .pick(&[
                    ".c",
                    ".d",
                    "#i",
                    "#i.c",
                    ".c.d",
                    "a=\"b\"",
                    "title='it \"is\"'",
                    "class=\"e f\"",
                    "foo",
                    "foo",
                    "bar",
                    if chance.in_note { "foo" } else { "toc" },
                    "no_toc",
                    ".no_toc",
                    "style=\"x: y;\"",
                    "data-a=\"\\}\"",
                    ".w-1/2",
                    ".日本",
                    "#日",
                    "a=b",
                    "\"x\"",
                    ".-x",
                    "standalone",
                    "target=\"_blank\"",
                    "#a:b",
                    "x-y=\"1\"",
                    "a:b=\"1\"",
                    "width=\"1\"  ",
                ])
                .to_string()
        });
        format!("{{:{}{}}}", self.pick(&["", "", " "]), parts.join(" "))
    }

    pub(super) fn html(&mut self, depth: usize) -> Vec<String> {
        if self.once_in(3) {
            return self.pick(ALONE).split('\n').map(str::to_string).collect();
        }
        let (open, close) = OPENING[self.below(OPENING.len())];
        let count = 1 + self.below(2);
        let mut out = vec![format!("{}{open}", self.pick(&["", "", "", " ", "   "]))];
        if self.once_in(4) {
            out.push(String::new());
        }
        out.extend(self.blocks(count, depth + 1));
        if self.once_in(4) {
            out.push(String::new());
        }
        if self.once_in(5) {
            let inner = self.text();
            return vec![format!(
                "{open}{inner}{close}{}",
                self.pick(&["", "", " x", "<br>"])
            )];
        }
        if !self.once_in(12) {
            out.push(format!(
                "{}{close}{}",
                self.pick(&["", "", "", "  "]),
                self.pick(&["", "", "", "", " x", "*y*"])
            ));
        }
        out
    }

    pub(super) fn extension(&mut self, depth: usize) -> Vec<String> {
        let name = self.pick(&[
            "comment",
            "comment",
            "nomarkdown",
            "nomarkdown",
            "options",
            "none",
        ]);
        if self.below(4) == 0 {
            // Inside a paragraph options do nothing here: docs/fidelity.md.
            return vec![
                String::new(),
                self.pick(&[
                    "{::options parse_block_html=\"true\" /}",
                    "{::options parse_span_html=\"false\" /}",
                    "{::options auto_ids=\"false\" /}",
                    "{::options toc_levels=\"2\" /}",
                    "{::options footnote_nr=\"3\" /}",
                    "{::options header_offset=\"1\" /}",
                    "{::comment /}",
                    "{:/}",
                    "{:/comment}",
                    "{::options none=\"1\" /}",
                    "{::nomarkdown type=\"latex\" /}",
                    "{::options smart_quotes=\"39,39,34,34\" /}",
                ])
                .to_string(),
            ];
        }
        let mut out = vec![format!("{{::{name}}}")];
        // Half a tag in the page would tell nothing about what follows.
        out.extend(match name {
            "nomarkdown" => vec!["*n* <u>m</u>".into()],
            _ => self.block(depth + 1),
        });
        let close = self.pick(&["{:/}", "{:/}", ""]).to_string();
        out.push(if self.once_in(2) {
            format!("{{:/{name}}}")
        } else {
            close
        });
        out
    }
}
