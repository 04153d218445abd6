//! Random edits that a number gives back again: one process makes them, another knows them.

use faircopy_draft::journal::{Edit, Record};

/// A text and the edits it goes through.
pub struct Storm {
    state: u64,
    /// The text after the edits made so far.
    pub text: String,
}

impl Storm {
    pub fn new(seed: u64, text: &str) -> Self {
        Self {
            // Never 0, where the generator would stay.
            state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
            text: text.to_owned(),
        }
    }

    /// The next number below `below` (xorshift64, Marsaglia 2003).
    pub fn number(&mut self, below: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        usize::try_from(self.state >> 11).unwrap() % below.max(1)
    }

    /// Makes the next edit: mostly a character typed, sometimes some taken away.
    pub fn edit(&mut self) -> Record {
        let length = self.text.len();
        let start = self.place(length);
        let (removed, inserted) = if self.number(5) == 0 {
            (
                self.text[start..].chars().take(3).map(char::len_utf8).sum(),
                "",
            )
        } else {
            let keys = [
                "a",
                "e",
                " ",
                "\u{e9}",
                "\u{1f600}",
                "\n",
                "\r\n",
                "a pasted sentence of some length. ",
            ];
            (0, keys[self.number(keys.len())])
        };
        self.text.replace_range(start..start + removed, inserted);
        let inserted = inserted.to_owned();
        Record::Edits {
            length,
            edits: vec![Edit {
                start,
                removed,
                inserted,
            }],
        }
    }

    fn place(&mut self, length: usize) -> usize {
        let mut place = self.number(length + 1);
        while !self.text.is_char_boundary(place) {
            place -= 1;
        }
        place
    }
}
