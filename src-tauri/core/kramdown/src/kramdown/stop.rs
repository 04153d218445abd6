//! Where a span that is being read may end.

/// What ends a nested text.
pub(crate) enum Stop<'t> {
    Never,
    Emphasis { delimiter: &'t str },
    Bracket { open: usize },
    Tag { name: &'t str, any_case: bool },
}

impl Stop<'_> {
    /// Whether the stop begins with this sign, with which no span begins in its place.
    pub(crate) fn may_be(&self, sign: char) -> bool {
        match self {
            Self::Bracket { .. } => sign == ']',
            Self::Tag { .. } => sign == '<',
            Self::Never | Self::Emphasis { .. } => false,
        }
    }
}
