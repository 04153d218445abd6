//! The three line breaks that CodeMirror splits at.

/// How one line ends. CodeMirror's own list (`DefaultSplit`, `@codemirror/state` `change.ts`);
/// U+2028 and its like are ordinary characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LineBreak {
    /// `\n`
    Feed,
    /// `\r` with no `\n` behind it
    Return,
    /// `\r\n`
    Both,
}

impl LineBreak {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Feed => "\n",
            Self::Return => "\r",
            Self::Both => "\r\n",
        }
    }

    /// The character that stands for this break in the rope of breaks. As many UTF-16 units as
    /// the break has bytes, so that the rope's own counting answers "how many bytes more than
    /// breaks".
    pub(crate) fn mark(self) -> char {
        match self {
            Self::Feed => 'n',
            Self::Return => 'r',
            Self::Both => '\u{10000}',
        }
    }

    pub(crate) fn of_mark(mark: char) -> Self {
        match mark {
            'r' => Self::Return,
            '\u{10000}' => Self::Both,
            _ => Self::Feed,
        }
    }
}

/// The first line break of `text`: where it begins, and which it is.
pub(crate) fn find(text: &str) -> Option<(usize, LineBreak)> {
    let bytes = text.as_bytes();
    let at = bytes
        .iter()
        .position(|&byte| byte == b'\n' || byte == b'\r')?;
    let found = match (bytes[at], bytes.get(at + 1)) {
        (b'\n', _) => LineBreak::Feed,
        (_, Some(b'\n')) => LineBreak::Both,
        _ => LineBreak::Return,
    };
    Some((at, found))
}

/// `text` with every break as `\n`, and the breaks it had, in order.
pub(crate) fn normalise(text: &str) -> (String, Vec<LineBreak>) {
    let mut display = String::with_capacity(text.len());
    let mut breaks = Vec::new();
    let mut rest = text;
    while let Some((at, found)) = find(rest) {
        display.push_str(&rest[..at]);
        display.push('\n');
        breaks.push(found);
        rest = &rest[at + found.as_str().len()..];
    }
    display.push_str(rest);
    (display, breaks)
}
