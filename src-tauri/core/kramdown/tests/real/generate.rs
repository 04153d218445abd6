//! Documents made by chance, from pieces of every construct.

/// A small generator of numbers, the same on every machine.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % count
    }

    fn pick<'p>(&mut self, from: &[&'p str]) -> &'p str {
        from[self.below(from.len())]
    }

    fn span(&mut self, depth: usize) -> String {
        let word = self
            .pick(&[
                "foo", "bar", "HTML", "a", "x1", "é", "Ünï", "日本", "it", "s", "don", "80s", "1.",
                "2.",
            ])
            .to_string();
        if depth > 3 || self.below(3) == 0 {
            return word;
        }
        let inner = (0..=self.below(3))
            .map(|_| self.span(depth + 1))
            .collect::<Vec<_>>()
            .join(" ");
        match self.below(26) {
            0 => format!("*{inner}*"),
            1 => format!("**{inner}**"),
            2 => format!("_{inner}_"),
            3 => format!("__{inner}__"),
            4 => format!("`{word}`"),
            5 => format!("`` {word}` ``"),
            6 => format!("[{inner}](u)"),
            7 => format!("[{inner}](u \"t\")"),
            8 => format!("![{word}](i.png)"),
            9 => format!("[{inner}][r]"),
            10 => "[r]".into(),
            11 => "[^1]".into(),
            12 => format!("<b>{inner}</b>"),
            13 => "<br>".into(),
            14 => format!("<span class=\"c\">{inner}</span>"),
            15 => format!("\"{inner}\""),
            16 => format!("'{inner}'"),
            17 => self.pick(&["--", "---", "...", "<<", ">>"]).into(),
            18 => self.pick(&["&amp;", "&copy;", "&", "\\*", "\\\""]).into(),
            19 => format!("~~{word}~~"),
            20 => "$$x$$".into(),
            21 => "*x*{:.c}".into(),
            22 => "<http://a.b>".into(),
            23 => self
                .pick(&[
                    "*", "_", "`", "[", "]", "(", ")", "<", ">", "'", "!", "~", "$", "{", "}", ":",
                    "^", "&", ".",
                ])
                .into(),
            24 => self
                .pick(&["**", "__", "](", "<i>", "</i>", "<!-- c -->", "'s ", "\"'"])
                .into(),
            _ => word,
        }
    }

    fn text(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..=self.below(6) {
            text.push_str(self.pick(&["", " ", " ", " "]));
            text.push_str(&self.span(0));
        }
        let text = text.trim().to_string();
        if text.is_empty() { "x".into() } else { text }
    }

    fn lines(&mut self) -> Vec<String> {
        (0..=self.below(3))
            .map(|_| {
                format!(
                    "{}{}{}",
                    self.pick(&["", "", "", " ", "   "]),
                    self.text(),
                    self.pick(&["", "", "", "  ", "\\\\"])
                )
            })
            .collect()
    }

    fn list(&mut self, depth: usize) -> Vec<String> {
        let marker = self.pick(&["* ", "- ", "+ ", "1. ", "2. ", "10. ", "-   ", "*\t"]);
        let mut out = Vec::new();
        for _ in 0..=self.below(3) {
            let indent = [marker.len(), marker.len(), marker.len(), 2, 4, 3, 0, 1][self.below(8)];
            let first = format!("{}{marker}", self.pick(&["", "", " ", "  "]));
            let count = 1 + self.below(2);
            out.extend(indented(
                self.blocks(count, depth + 1),
                &first,
                &" ".repeat(indent),
            ));
            if self.below(4) == 0 {
                out.push(String::new());
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
                chance.pick(&[" |", "", ""])
            )
        };
        let mut out = vec![row(self)];
        if self.below(3) > 0 {
            let marks: Vec<&str> = (0..columns)
                .map(|_| self.pick(&["---", ":-:", "--:", ":--"]))
                .collect();
            out.push(format!("|{}|", marks.join("|")));
        }
        out.extend((0..self.below(3)).map(|_| row(self)));
        out
    }

    fn block(&mut self, depth: usize) -> Vec<String> {
        if depth > 2 {
            return self.lines();
        }
        match self.below(17) {
            0..=3 => self.lines(),
            4 => vec![format!(
                "{} {}{}",
                "#".repeat(1 + self.below(6)),
                self.text(),
                self.pick(&["", "", " #", " {#id}"])
            )],
            5 => vec![self.text(), self.pick(&["===", "---", "="]).into()],
            6..=8 => self.list(depth),
            9 => {
                let count = 1 + self.below(2);
                indented(
                    self.blocks(count, depth + 1),
                    "> ",
                    self.pick(&["> ", ">", ""]),
                )
            }
            10 => (0..=self.below(2))
                .map(|_| format!("    {}", self.text()))
                .collect(),
            11 => {
                let fence = self.pick(&["```", "~~~"]);
                let mut out = vec![format!("{fence}{}", self.pick(&["", "ruby", " js", "foo"]))];
                out.extend(self.lines());
                out.push(fence.into());
                out
            }
            12 => vec![
                self.pick(&["***", "* * *", "---", "$$x$$", "* TOC", "- [ ] task"])
                    .into(),
            ],
            13 => self.table(),
            14 => self.html(depth),
            15 => vec![self.text(), format!(": {}", self.text())],
            _ => vec![
                self.pick(&[
                    "[r]: http://r.x \"title\"",
                    "[^1]: note *x*",
                    "*[HTML]: Hyper",
                    "{:foo: .z}",
                    "{:.cls}",
                    "{:toc}",
                    "^",
                    "{:foo}",
                ])
                .into(),
            ],
        }
    }

    fn html(&mut self, depth: usize) -> Vec<String> {
        let (open, close) = [
            ("<div>", "</div>"),
            ("<div markdown=\"1\">", "</div>"),
            ("<p>", "</p>"),
            ("<pre>", "</pre>"),
            ("<ul>", "</ul>"),
        ][self.below(5)];
        let mut out = vec![open.to_string()];
        out.extend(self.block(depth + 1));
        out.push(close.into());
        out
    }

    fn blocks(&mut self, count: usize, depth: usize) -> Vec<String> {
        let mut out = Vec::new();
        for at in 0..count {
            if at > 0 && self.below(3) > 0 {
                out.push(String::new());
            }
            out.extend(self.block(depth));
        }
        out
    }

    /// One document.
    pub fn document(&mut self) -> String {
        let count = 1 + self.below(4);
        self.blocks(count, 0).join("\n") + "\n"
    }
}

fn indented(lines: Vec<String>, first: &str, next: &str) -> Vec<String> {
    lines
        .into_iter()
        .enumerate()
        .map(|(at, line)| match at {
            0 => format!("{first}{line}"),
            _ if line.is_empty() => line,
            _ => format!("{next}{line}"),
        })
        .collect()
}
