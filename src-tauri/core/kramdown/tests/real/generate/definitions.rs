//! What is defined in one place and used in others.

use super::{Chance, indented};

impl Chance {
    /// Everything that the spans refer to.
    pub(super) fn definitions(&mut self) -> Vec<String> {
        let mut out = self.footnote("1");
        for _ in 0..self.below(4) {
            if self.once_in(3) {
                out.push(String::new());
            }
            out.extend(self.definition());
            if self.once_in(6) {
                out.push(self.attribute_list());
            }
        }
        out
    }

    pub(super) fn definition(&mut self) -> Vec<String> {
        match self.below(6) {
            0 => {
                let name = self.pick(&["1", "1", "two", "a:b", "日"]);
                self.footnote(name)
            }
            1 => vec![
                self.pick(&[
                    "*[HTML]: Hyper",
                    "*[HTML]:",
                    "*[it]: x \"y\" & <z>",
                    "*[C++]: see",
                    "*[日本]: Nippon",
                    "*[80s]: e",
                    "*[foo bar]: two",
                    "*[a]: b",
                ])
                .into(),
            ],
            2 => vec![
                self.pick(&[
                    "{:foo: .z}",
                    "{:foo: #f title=\"t\"}",
                    "{:bar: foo .y}",
                    "{:foo: foo}",
                    "{:foo: .q class=\"w\"}",
                ])
                .into(),
            ],
            _ => self
                .pick(&[
                    "[r]: http://r.x \"title\"",
                    "[r]: http://r.x",
                    "[R]: <u v> 'title'",
                    "[r]: u\n  \"title\"",
                    "[r]: u \"ti\"tle\"",
                    "[r]: u 'title",
                    "   [r]: u (title)",
                    "[r]:",
                    "[r]: \n",
                    "[r]:u",
                    "[foo bar]: u",
                    "[r]: <>",
                    "[r]: u  \"t\"  x",
                    "[^none]: u",
                    "[r]: u \"\"",
                    "[it]: u",
                    "[é]: u \"é\"",
                    "[r]: a\tb",
                    "[R r]: x",
                ])
                .split('\n')
                .map(str::to_string)
                .collect(),
        }
    }

    fn footnote(&mut self, name: &str) -> Vec<String> {
        let first = format!("[^{name}]:{}", self.pick(&[" ", " ", "", "\n    ", "\t"]));
        let count = 1 + self.below(3);
        let outer = std::mem::replace(&mut self.in_note, true);
        let body = self.blocks(count, 2);
        self.in_note = outer;
        indented(body, &first, self.pick(&["    ", "    ", "\t", "  ", ""]))
            .iter()
            .flat_map(|line| line.split('\n').map(str::to_string).collect::<Vec<_>>())
            .collect()
    }
}
