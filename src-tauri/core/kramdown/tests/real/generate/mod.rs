//! Documents made by chance, from pieces of every construct.

mod blocks;
mod definitions;
mod markup;
mod spans;

/// A small generator of numbers, the same on every machine.
pub struct Chance {
    state: u64,
    /// Inside a footnote, where headings and `{:toc}` are not listed as kramdown does: docs/fidelity.md.
    in_note: bool,
}

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self {
            state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1,
            in_note: false,
        }
    }

    fn below(&mut self, count: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        usize::try_from(self.state >> 33).unwrap_or(0) % count
    }

    /// True once in `count` times.
    fn once_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn pick<'p>(&mut self, from: &[&'p str]) -> &'p str {
        from[self.below(from.len())]
    }

    fn several(&mut self, most: usize, mut make: impl FnMut(&mut Self) -> String) -> Vec<String> {
        (0..=self.below(most)).map(|_| make(self)).collect()
    }

    /// One document.
    pub fn document(&mut self) -> String {
        let count = 1 + self.below(4);
        let mut lines = self.blocks(count, 0);
        if self.once_in(4) {
            lines.push(String::new());
            lines.extend(self.definitions());
        }
        let line_break = if self.once_in(12) { "\r\n" } else { "\n" };
        let mut text = lines.join(line_break);
        if !self.once_in(12) {
            text.push_str(line_break);
        }
        text
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
