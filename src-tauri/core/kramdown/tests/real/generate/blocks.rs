//! Blocks, and blocks in blocks.

use super::{Chance, indented};

impl Chance {
    fn list(&mut self, depth: usize) -> Vec<String> {
        let marker = self.pick(&[
            "* ", "- ", "+ ", "1. ", "2. ", "10. ", "-   ", "*\t", "1.\t", "-      ", "*  ",
        ]);
        let mut out = Vec::new();
        for _ in 0..=self.below(3) {
            let indent = [marker.len(), marker.len(), marker.len(), 2, 4, 3, 0, 1][self.below(8)];
            let task = self.pick(&["", "", "", "", "", "", "[ ] ", "[x] ", "{:.li} "]);
            let first = format!(
                "{}{marker}{task}",
                self.pick(&["", "", "", " ", "  ", "   "])
            );
            let next = if self.once_in(10) {
                "\t".to_string()
            } else {
                " ".repeat(indent)
            };
            let count = 1 + self.below(2);
            out.extend(indented(self.blocks(count, depth + 1), &first, &next));
            if self.once_in(4) {
                out.push(self.pick(&["", "", "", "  ", "^", "{:.after}"]).into());
            }
        }
        out
    }

    fn table(&mut self) -> Vec<String> {
        let columns = 1 + self.below(3);
        let row = |chance: &mut Self| {
            let cells: Vec<String> = (0..columns).map(|_| chance.text()).collect();
            format!(
                "{}{}{}",
                chance.pick(&["| ", "", "|"]),
                cells.join(" | "),
                chance.pick(&[" |", "", "", "|  ", " ||"])
            )
        };
        let rule = |chance: &mut Self| {
            let marks: Vec<&str> = (0..columns)
                .map(|_| chance.pick(&["---", ":-:", "--:", ":--", " - ", ":-"]))
                .collect();
            format!(
                "{}{}{}",
                chance.pick(&["|", "|", "", "+"]),
                marks.join(chance.pick(&["|", "|", "+"])),
                chance.pick(&["|", "", " "])
            )
        };
        let mut out = Vec::new();
        if self.once_in(8) {
            out.push(rule(self));
        }
        out.push(row(self));
        if self.below(3) > 0 {
            out.push(rule(self));
        }
        for _ in 0..self.below(3) {
            out.push(row(self));
            if self.once_in(6) {
                out.push(rule(self));
            }
        }
        if self.once_in(6) {
            out.push(self.pick(&["|===", "|===|===|", "=== | ==="]).into());
            out.push(row(self));
        }
        out
    }

    fn heading(&mut self) -> Vec<String> {
        let text = self.text();
        if self.once_in(3) {
            return vec![
                text,
                self.pick(&["===", "---", "=", "-", "--- ", "=-", "==  "])
                    .into(),
            ];
        }
        let id = self.pick(&[
            "",
            "",
            "",
            " {#id}",
            " {#日本}",
            "{#id}",
            " {#a.b}",
            " {#1}",
            " {#id} #",
            " {#a-b:c}",
        ]);
        vec![format!(
            "{}{}{text}{}{id}",
            "#".repeat(1 + self.below(7)),
            self.pick(&[" ", " ", " ", "", "\t", "  "]),
            self.pick(&["", "", " #", " ##", "#", " \\#"]),
        )]
    }

    fn fenced(&mut self, depth: usize) -> Vec<String> {
        let fence = self.pick(&["```", "~~~", "````", "~~~~", "  ```", "``", "```~"]);
        let language = self.pick(&[
            "", "ruby", " js", "foo", "c++", "ruby?a=b", "text x", "{.ruby}", "  ",
        ]);
        let mut out = vec![format!("{fence}{language}")];
        out.extend(self.blocks(1, depth + 1));
        if self.once_in(4) {
            out.push(String::new());
        }
        if !self.once_in(10) {
            let close = if self.once_in(8) {
                format!("{fence}{}", &fence[..1])
            } else {
                fence.to_string()
            };
            out.push(close);
        }
        out
    }

    fn definition_list(&mut self, depth: usize) -> Vec<String> {
        let mut out = Vec::new();
        for _ in 0..=self.below(2) {
            out.extend(self.several(1, Self::text));
            if self.once_in(4) {
                out.push(String::new());
            }
            for _ in 0..=self.below(2) {
                let first = self.pick(&[": ", ":   ", " : ", ":\t", ": {:.dd} "]);
                let count = 1 + self.below(2);
                let next = self.pick(&["  ", "    ", "", "  "]);
                out.extend(indented(self.blocks(count, depth + 1), first, next));
                if self.once_in(4) {
                    out.push(String::new());
                }
            }
        }
        out
    }

    fn quote(&mut self, depth: usize) -> Vec<String> {
        let count = 1 + self.below(2);
        let next = self.pick(&["> ", ">", "", "> "]);
        self.blocks(count, depth + 1)
            .into_iter()
            .enumerate()
            .map(|(at, line)| match at {
                0 => format!("> {line}"),
                _ if line.is_empty() => next.trim_end().to_string(),
                _ => format!("{next}{line}"),
            })
            .collect()
    }

    fn math_block(&mut self) -> Vec<String> {
        let word = self.word();
        self.pick(&[
            "$$x$$",
            "$$\na < b \\\\\n\\text{c}\n$$",
            "$$ x $$ y",
            "\\$$x$$",
            "$$\nx",
            "  $$x$$",
            "$$x\n\ny$$",
            "$$x$$  ",
            "$$x$$\n{:.m}",
        ])
        .replace('x', &word)
        .split('\n')
        .map(str::to_string)
        .collect()
    }

    fn contents(&mut self) -> Vec<String> {
        let list = self.pick(&["* TOC", "1. TOC", "- a\n- b", "* x\n  * y"]);
        let reference = self.pick(&[
            "{:toc}",
            "{:toc}",
            "{:toc .c #i}",
            "{:.toc}",
            "{: toc}",
            "{:footnotes}",
        ]);
        format!("{list}\n{reference}")
            .split('\n')
            .map(str::to_string)
            .collect()
    }

    pub(super) fn block(&mut self, depth: usize) -> Vec<String> {
        if depth > 2 {
            return self.lines();
        }
        let kind = self.below(26);
        if self.in_note && matches!(kind, 5 | 6 | 23 | 24) {
            return self.lines();
        }
        match kind {
            0..=4 => self.lines(),
            5 | 6 => self.heading(),
            7..=9 => self.list(depth),
            10 | 11 => self.quote(depth),
            12 => self.several(2, |chance| {
                format!(
                    "{}{}",
                    chance.pick(&["    ", "\t", "     ", "    \t"]),
                    chance.text()
                )
            }),
            13 => self.fenced(depth),
            14 => vec![
                self.pick(&[
                    "***", "* * *", "---", "-  - -", "___", "_ _ _ ", "  ***", "**", "- -", "-----",
                ])
                .into(),
            ],
            15 | 16 => self.table(),
            17..=19 => self.html(depth),
            20 | 21 => self.definition_list(depth),
            22 => self.math_block(),
            23 => self.extension(depth),
            24 => match self.below(3) {
                0 => self.contents(),
                1 => vec![self.pick(&["^", "^ ", "^x", " ^"]).into()],
                _ => vec![
                    self.pick(&["  ", "\t", " \t ", "\u{A0}", "\u{3000}"])
                        .into(),
                ],
            },
            _ => self.definition(),
        }
    }

    pub(super) fn blocks(&mut self, count: usize, depth: usize) -> Vec<String> {
        let mut out = Vec::new();
        for at in 0..count {
            if at > 0 && self.below(3) > 0 {
                out.push(self.pick(&["", "", "", "", " ", "\n"]).into());
            }
            if self.once_in(16) {
                out.push(self.attribute_list());
            }
            out.extend(self.block(depth));
            if self.once_in(10) {
                out.push(self.attribute_list());
            }
        }
        out
    }
}
