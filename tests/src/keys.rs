//! Keys as WebDriver writes them.

/// A key that is not a letter, by its code in the WebDriver standard (section "Keyboard actions").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Control, held while the rest of a chord is struck.
    Control,
    /// Shift, held while the rest of a chord is struck.
    Shift,
    /// Alt, held while the rest of a chord is struck.
    Alt,
    /// Enter of the main block; WebDriver calls it Return.
    Enter,
    /// Escape.
    Escape,
    /// Tab.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Home.
    Home,
    /// End.
    End,
    /// Left arrow.
    Left,
    /// Right arrow.
    Right,
    /// Up arrow.
    Up,
    /// Down arrow.
    Down,
    /// The first function key.
    F1,
    /// The third function key.
    F3,
    /// The sixth function key.
    F6,
    /// The eighth function key.
    F8,
    /// The eleventh function key.
    F11,
    /// A letter, digit or sign.
    Char(char),
}

impl Key {
    /// The character that stands for the key.
    pub fn code(self) -> char {
        match self {
            Self::Backspace => '\u{E003}',
            Self::Tab => '\u{E004}',
            Self::Enter => '\u{E006}',
            Self::Shift => '\u{E008}',
            Self::Control => '\u{E009}',
            Self::Alt => '\u{E00A}',
            Self::Escape => '\u{E00C}',
            Self::End => '\u{E010}',
            Self::Home => '\u{E011}',
            Self::Left => '\u{E012}',
            Self::Up => '\u{E013}',
            Self::Right => '\u{E014}',
            Self::Down => '\u{E015}',
            Self::Delete => '\u{E017}',
            Self::F1 => '\u{E031}',
            Self::F3 => '\u{E033}',
            Self::F6 => '\u{E036}',
            Self::F8 => '\u{E038}',
            Self::F11 => '\u{E03B}',
            Self::Char(letter) => letter,
        }
    }
}
