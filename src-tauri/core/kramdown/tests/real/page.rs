//! Compares pages without regard to what a browser does not show.

use std::fmt::Write as _;

/// Elements around which white space means nothing.
const BLOCKS: &[&str] = &[
    "p",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "table",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "td",
    "th",
    "div",
    "blockquote",
    "hr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "pre",
    "section",
    "details",
    "summary",
    "iframe",
    "script",
    "br",
];

/// The page as a list of tags and texts: attributes sorted, white space folded, colouring inside code dropped.
pub fn normal(html: &str) -> String {
    let mut out = String::new();
    let mut code = 0usize;
    let mut dropped = 0usize;
    let mut rest = html;
    while !rest.is_empty() {
        let (text, next) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        push_text(text, code > 0, &mut out);
        let Some(end) = tag_end(next) else {
            push_text(next, code > 0, &mut out);
            break;
        };
        let (tag, after) = next.split_at(end);
        rest = after;
        if let Some(length) = raw_length(tag, after) {
            push_tag(tag, &mut out);
            push_text(&after[..length], true, &mut out);
            rest = &after[length..];
            continue;
        }
        if code > 0 && tag.starts_with("<span class=") {
            dropped += 1;
            continue;
        }
        if code > 0 && dropped > 0 && tag == "</span>" {
            dropped -= 1;
            continue;
        }
        if tag.starts_with("<code") {
            code += 1;
        } else if tag == "</code>" {
            code = code.saturating_sub(1);
        }
        push_tag(tag, &mut out);
    }
    out.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

/// How much text that is no HTML follows the tag of a script or style sheet.
fn raw_length(tag: &str, after: &str) -> Option<usize> {
    let name = ["script", "style"]
        .into_iter()
        .find(|name| tag.starts_with(&format!("<{name}")))?;
    after.find(&format!("</{name}"))
}

fn tag_end(text: &str) -> Option<usize> {
    if text.starts_with("<!--") {
        return text.find("-->").map(|end| end + 3);
    }
    // A browser takes these for comments, in which quotes mean nothing.
    if text.starts_with("<?") || text.starts_with("<!") {
        return text.find('>').map(|end| end + 1);
    }
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (c, quote) {
            ('"' | '\'', None) => quote = Some(c),
            (_, Some(open)) if c == open => quote = None,
            ('>', None) => return Some(at + 1),
            _ => {}
        }
    }
    None
}

fn push_text(text: &str, verbatim: bool, out: &mut String) {
    let text = text
        .replace("&nbsp;", "\u{A0}")
        .replace("&#8617;", "\u{21A9}")
        .replace("&quot;", "\"");
    if verbatim {
        out.push_str(&text.replace('\n', "\u{240A}"));
        return;
    }
    let ascii = |c: char| c.is_ascii_whitespace();
    let mut words = text.split(ascii).filter(|word| !word.is_empty()).peekable();
    if words.peek().is_some() && text.starts_with(ascii)
        || (words.peek().is_none() && !text.is_empty())
    {
        out.push(' ');
    }
    let joined = words.collect::<Vec<_>>().join(" ");
    out.push_str(&joined);
    if !joined.is_empty() && text.ends_with(ascii) {
        out.push(' ');
    }
}

fn push_tag(tag: &str, out: &mut String) {
    let inner = tag.trim_matches(['<', '>']).trim_end_matches('/').trim();
    let name = inner
        .trim_start_matches('/')
        .split_whitespace()
        .next()
        .unwrap_or_default();
    let block = BLOCKS.contains(&name) || tag.starts_with("<!--");
    if block {
        out.push('\n');
    }
    let mut attributes: Vec<String> = Vec::new();
    let mut rest = inner.strip_prefix(name).unwrap_or("");
    while let Some((key, value)) = rest.split_once("=\"") {
        let (value, after) = value.split_once('"').unwrap_or((value, ""));
        attributes.push(format!(
            "{}={:?}",
            key.trim(),
            value.split_whitespace().collect::<Vec<_>>().join(" ")
        ));
        rest = after;
    }
    attributes.sort();
    let slash = if tag.starts_with("</") { "/" } else { "" };
    let comment = if tag.starts_with("<!--") { inner } else { "" };
    // Writing to a String cannot fail.
    let _ = write!(out, "<{slash}{name} {} {comment}>", attributes.join(" "));
    if block {
        out.push('\n');
    }
}
