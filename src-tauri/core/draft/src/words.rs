//! How one text became another, word by word, for people to read.

use similar::{ChangeTag, TextDiff};

use crate::diff::{self, Replaced};

/// Beyond this many bytes on both sides together, a changed stretch is shown as one replacement.
const LARGEST: usize = 40_000;

/// Which of two texts has a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Both.
    Both,
    /// The later one only.
    Later,
    /// The earlier one only.
    Earlier,
}

/// A stretch of a word diff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// Which text has it.
    pub whose: Whose,
    /// Its words, with the blanks between them.
    pub text: String,
}

/// The stretches in which `earlier` and `later` agree and differ, in order; neighbours differ in
/// whose they are.
pub fn words(earlier: &str, later: &str) -> Vec<Stretch> {
    let mut stretches = Stretches(Vec::new());
    let mut reached = 0;
    for Replaced { old, new } in diff::hunks(earlier, later) {
        stretches.push(Whose::Both, &earlier[reached..old.start]);
        reached = old.end;
        let (gone, come) = (&earlier[old], &later[new]);
        if gone.len() + come.len() > LARGEST {
            stretches.push(Whose::Earlier, gone);
            stretches.push(Whose::Later, come);
            continue;
        }
        for change in TextDiff::from_words(gone, come).iter_all_changes() {
            let whose = match change.tag() {
                ChangeTag::Equal => Whose::Both,
                ChangeTag::Delete => Whose::Earlier,
                ChangeTag::Insert => Whose::Later,
            };
            stretches.push(whose, change.value());
        }
    }
    stretches.push(Whose::Both, &earlier[reached..]);
    stretches.0
}

struct Stretches(Vec<Stretch>);

impl Stretches {
    fn push(&mut self, whose: Whose, text: &str) {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.whose == whose => last.text.push_str(text),
            _ => self.0.push(Stretch {
                whose,
                text: text.to_owned(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(earlier: &str, later: &str) -> String {
        let mark = |stretch: &Stretch| match stretch.whose {
            Whose::Both => stretch.text.clone(),
            Whose::Later => format!("+{}+", stretch.text),
            Whose::Earlier => format!("-{}-", stretch.text),
        };
        words(earlier, later).iter().map(mark).collect()
    }

    #[test]
    fn a_changed_word_is_shown_whole() {
        let (earlier, later) = ("A robot arm.\n\nEnd.\n", "A motor arm.\n\nEnd.\n");
        assert_eq!(shown(earlier, later), "A -robot-+motor+ arm.\n\nEnd.\n");
    }

    #[test]
    fn what_was_added_at_the_end_is_shown_alone() {
        assert_eq!(shown("One.\n", "One.\n\nTwo.\n"), "One.\n+\nTwo.\n+");
    }

    proptest! {
        #[test]
        fn both_texts_are_all_there(earlier in "([a-c]{1,3}[ \n]){0,20}", later in "([a-c]{1,3}[ \n]){0,20}") {
            let stretches = words(&earlier, &later);
            let of = |whose| -> String {
                let mine = stretches.iter().filter(|one| one.whose == Whose::Both || one.whose == whose);
                mine.map(|one| one.text.as_str()).collect()
            };
            prop_assert_eq!(of(Whose::Earlier), earlier);
            prop_assert_eq!(of(Whose::Later), later);
            prop_assert!(stretches.windows(2).all(|two| two[0].whose != two[1].whose));
        }
    }
}
