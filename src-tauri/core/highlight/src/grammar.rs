//! A language as data: named states with rules, and lists of words.
//!
//! A grammar is a text of lines. `[name]` begins a state, `{name}` a list of words; an indented `#` is a
//! comment. A rule of a state is
//!
//! ```text
//! CLASSES PATTERN => ACTIONS
//! ```
//!
//! - CLASSES: one for the whole match, or one for each group, with commas between. A class is Rouge's short
//!   name (`k`, `s1`), `.` for text without one, `@list` for what the list says of the word, `<lang>` for
//!   the colours of another language (`<lang+>` goes on where it stopped, `<$2>` is the language that a group names), and `-` for a group that is only
//!   looked at and stays to be read.
//! - PATTERN: a regular expression, tried where the reading stands; the first rule of a state that fits
//!   wins. `OPEN ... CLOSE` is an expression and all up to a fixed text. `%end` is the text that the state
//!   was begun with, `%end-line` the same alone on its line (groups: blanks, end, line breaks),
//!   `%end-indented` also behind blanks, `%end-first` with more behind it; `%deeper` is a line that is
//!   empty or indented by more than the length of that text (groups: blanks, the rest, line break).
//! - ACTIONS: `name` enters a state, `name($2)` enters it with the text of a group as its end, `name(^)` with
//!   that of the state before, `pop`
//!   leaves one, `pop:2` two, `=name` takes another's place and end, `root` starts anew, `queue:name($1)` enters at
//!   the next `drain`; `drain:sh` is a match of class `sh` if it does.
//!
//! `include name` tries the rules of another state. A line of a list is a class and the words that have
//! it, with actions after `=>`; `*` stands for all other words. `extends lang` begins with all of another
//! grammar; a state or list that is named again replaces it, with `+` after the name it goes before it.

use std::collections::HashMap;
use std::sync::OnceLock;

use regex_automata::meta::Regex;

use crate::parse::Draft;

/// Where a state or list stands in its grammar.
pub(crate) type Id = usize;

/// What a match or a group of it becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Rouge's short name; empty for text without one.
    Named(&'static str),
    /// As the list says.
    Words(Id),
    /// As another language colours it.
    Language { name: String, goes_on: bool },
    /// As the language colours it that a group names.
    LanguageOf(usize),
    /// Stays to be read.
    Ahead,
}

/// The text that ends a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    None,
    /// A group of the match.
    Group(usize),
    /// That of the state before.
    Same,
}

/// What happens to the stack of states after a match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    Push(Id, Ending),
    Queue(Id, Ending),
    /// Enters what is queued; the match gets the class if there is anything.
    Drain(Option<&'static str>),
    Pop(usize),
    Replace(Id),
    Reset,
}

/// What a list says of a word.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    pub(crate) class: &'static str,
    pub(crate) actions: Vec<Action>,
}

/// Words with their classes.
#[derive(Debug, Default)]
pub(crate) struct Words {
    pub(crate) known: HashMap<String, Word>,
    pub(crate) other: Option<Word>,
}

/// What a match becomes and does.
#[derive(Clone, Debug)]
pub(crate) struct Effect {
    pub(crate) classes: Vec<Class>,
    pub(crate) actions: Vec<Action>,
}

/// Rules that are tried together or alone.
#[derive(Debug)]
pub(crate) enum Step {
    /// One expression of many; the first that fits wins.
    Any {
        patterns: Vec<String>,
        effects: Vec<Effect>,
        compiled: OnceLock<Option<Regex>>,
    },
    /// From an expression to a fixed text.
    Span {
        open: String,
        close: String,
        /// Numbers the spans of a grammar.
        number: usize,
        effect: Effect,
        compiled: OnceLock<Option<Regex>>,
    },
    /// The end that the state was begun with.
    End { place: Place, effect: Effect },
}

/// Where the end of a state may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Anywhere,
    /// Alone on a line.
    Line,
    /// Alone on a line behind blanks.
    Indented,
    /// First on a line behind blanks.
    First,
    /// Not the end itself: a line that is empty or indented deeper than the end is long.
    Deeper,
}

/// A language, ready to read code.
#[derive(Debug)]
pub(crate) struct Grammar {
    pub(crate) states: Vec<Vec<Step>>,
    pub(crate) lists: Vec<Words>,
    pub(crate) spans: usize,
    pub(crate) ignore_case: bool,
}

/// The state that code begins in.
pub(crate) const ROOT: Id = 0;

/// Why a grammar cannot be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum GrammarError {
    #[error("line {line}: {what}")]
    Line { line: usize, what: String },
    #[error("there is no state or list {name}")]
    Unknown { name: String },
    #[error("there is no language {name} to extend")]
    Language { name: String },
    #[error("state {name} includes itself")]
    Circle { name: String },
}

impl Grammar {
    /// Reads a grammar; `find` gives the text of one that it extends.
    pub(crate) fn read(
        text: &str,
        find: &dyn Fn(&str) -> Option<&'static str>,
    ) -> Result<Self, GrammarError> {
        Draft::read(text, find)?.finished()
    }
}
