//! What of a body is markup and not text.

/// Whether a byte may begin what a reader does not see.
pub(super) fn may_open_markup(byte: u8) -> bool {
    matches!(byte, b'<' | b'{' | b'[' | b']')
}

/// What begins at a sign that may open markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// So many bytes of markup.
    Markup(usize),
    /// A reader sees the sign itself.
    Text,
    /// The same, but only as long as nothing behind it, however far, closes it.
    Unclosed,
}

/// Where closing signs are next, so that no stretch of text is searched twice for one.
#[derive(Debug, Default)]
pub(super) struct Ends {
    comment: Option<usize>,
    liquid: Option<usize>,
    brace: Option<usize>,
    parenthesis: Option<usize>,
    line: Option<usize>,
}

/// What begins at `at`. Apart from an unclosed comment or Liquid tag, only this line and the next
/// [`MAX_TAG`] bytes tell.
pub(super) fn sign(body: &str, at: usize, ends: &mut Ends) -> Sign {
    let rest = &body[at..];
    let closed = |end: Option<usize>| end.map_or(Sign::Unclosed, |end| Sign::Markup(end - at));
    if rest.starts_with("<!--") {
        return closed(next(body, at, "-->", &mut ends.comment));
    }
    if rest.starts_with("{%") {
        return closed(next(body, at, "%}", &mut ends.liquid));
    }
    if rest.starts_with('<') {
        return markup_or_text(tag_length(rest));
    }
    if rest.starts_with('[') {
        return markup_or_text(definition_length(body, at));
    }
    let end = if rest.starts_with("{:") {
        next(body, at, "}", &mut ends.brace)
    } else if rest.starts_with("](") {
        next(body, at, ")", &mut ends.parenthesis)
    } else {
        None
    };
    let Some(end) = end else {
        return Sign::Text;
    };
    let line = next(body, at, "\n", &mut ends.line);
    markup_or_text(line.is_none_or(|line| end < line).then(|| end - at))
}

fn markup_or_text(length: Option<usize>) -> Sign {
    length.map_or(Sign::Text, Sign::Markup)
}

/// The end of the next closing sign.
fn next(body: &str, at: usize, sign: &str, known: &mut Option<usize>) -> Option<usize> {
    let end = match *known {
        Some(end) if end > at => end,
        _ => body[at..]
            .find(sign)
            .map_or(usize::MAX, |found| at + found + sign.len()),
    };
    *known = Some(end);
    (end != usize::MAX).then_some(end)
}

/// The longest HTML tag that is looked for, in bytes.
pub(super) const MAX_TAG: usize = 512;

fn tag_length(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let name = if bytes.get(1) == Some(&b'/') { 2 } else { 1 };
    if !bytes.get(name).is_some_and(u8::is_ascii_alphabetic) {
        return None;
    }
    let mut quote = 0;
    for (index, &byte) in bytes.iter().enumerate().take(MAX_TAG).skip(name) {
        match byte {
            b'"' | b'\'' if quote == 0 => quote = byte,
            _ if byte == quote => quote = 0,
            b'>' if quote == 0 => return Some(index + 1),
            b'<' if quote == 0 => return None,
            _ => {}
        }
    }
    None
}

/// The length of a link definition, `[name]: address "title"`, up to the end of its line (kramdown's
/// `LINK_DEFINITION_START`; a footnote's text, `[^name]:`, is read).
fn definition_length(body: &str, at: usize) -> Option<usize> {
    let indent = body[..at].bytes().rev().take_while(|&byte| byte == b' ');
    let line_start = at - indent.take(4).count();
    let begins_line = line_start == 0 || body.as_bytes()[line_start - 1] == b'\n';
    if !begins_line || at - line_start > 3 {
        return None;
    }
    let line = body[at..].lines().next()?;
    let (name, address) = line.strip_prefix('[')?.split_once("]:")?;
    let is_definition = !name.is_empty() && !name.starts_with('^') && !name.contains(']');
    (is_definition && !address.trim().is_empty()).then_some(line.len())
}
