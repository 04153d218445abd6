//! Ruby's reading of the short classes: `\w`, `\d` and `\s` are ASCII there, also in Unicode text.

/// A pattern of a grammar as the regex engine takes it.
pub(crate) fn expanded(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() * 2);
    let mut in_class = false;
    let mut rest = pattern.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => {
                if let Some(next) = rest.next() {
                    escape(next, in_class, &mut out);
                }
            }
            '[' if in_class => out.push_str("\\["),
            '[' => {
                in_class = true;
                out.push('[');
                if rest.as_str().starts_with('^') {
                    rest.next();
                    out.push('^');
                }
            }
            ']' if in_class => {
                in_class = false;
                out.push(']');
            }
            '&' | '~' if in_class => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

fn escape(c: char, in_class: bool, out: &mut String) {
    let members = match c.to_ascii_lowercase() {
        'w' => "0-9A-Za-z_",
        'd' => "0-9",
        's' => " \\t\\n\\r\\x0B\\x0C",
        'h' => "0-9a-fA-F",
        'b' => {
            out.push_str(if c == 'b' { "(?-u:\\b)" } else { "(?-u:\\B)" });
            return;
        }
        _ => {
            out.push('\\');
            out.push(c);
            return;
        }
    };
    match (in_class, c.is_ascii_uppercase()) {
        (false, false) => out.extend(["[", members, "]"]),
        (true, false) => out.push_str(members),
        (_, true) => out.extend(["[^", members, "]"]),
    }
}

#[cfg(test)]
mod tests {
    use super::expanded;

    #[test]
    fn short_classes_are_ascii() {
        for (pattern, wanted) in [
            ("\\w+", "[0-9A-Za-z_]+"),
            ("[\\w$]", "[0-9A-Za-z_$]"),
            ("[^\\d.]", "[^0-9.]"),
            ("\\bx", "(?-u:\\b)x"),
            ("\\[[[]", "\\[[\\[]"),
            ("\\W", "[^0-9A-Za-z_]"),
        ] {
            assert_eq!(expanded(pattern), wanted);
        }
    }
}
