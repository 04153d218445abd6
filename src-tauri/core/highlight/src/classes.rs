//! The classes that Rouge has for code, and what a token is.

use std::ops::Range;

#[rustfmt::skip]
const CLASSES: &[&str] = &[
    "bp", "c", "c1", "cd", "ch", "cm", "cp", "cpf", "cs", "dl", "err", "esc", "fm", "g", "gd", "ge", "gh",
    "gi", "gl", "go", "gp", "gr", "gs", "gt", "gu", "il", "k", "kc", "kd", "kn", "kp", "kr", "kt", "kv", "l",
    "ld", "m", "mb", "mf", "mh", "mi", "mo", "mx", "n", "na", "nb", "nc", "nd", "ne", "nf", "ni", "nl", "nn",
    "no", "nt", "nv", "nx", "o", "ow", "p", "pi", "py", "s", "s1", "s2", "sa", "sb", "sc", "sd", "se", "sh",
    "si", "sr", "ss", "sx", "vc", "vg", "vi", "vm", "w", "x",
];

/// What Rouge says of a character that no rule knows.
pub(crate) const ERROR: &str = "err";

/// A class by its name.
pub(crate) fn class(name: &str) -> Option<&'static str> {
    CLASSES.iter().find(|known| **known == name).copied()
}

/// A piece of code of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Rouge's short name of the kind, such as `k` for a keyword; empty for text without one.
    pub class: &'static str,
    /// Where it stands in the code, in bytes.
    pub range: Range<usize>,
}
