//! SVG: recognised by its root, refused where it could run something.

use super::ImageError;

/// What makes an SVG active, in lower case, and how it is called.
const ACTIVE: [(&str, &str); 10] = [
    ("<script", "a script"),
    ("<handler", "an event handler"),
    ("<listener", "an event handler"),
    ("<foreignobject", "a web page"),
    ("<iframe", "a web page"),
    ("<embed", "a web page"),
    ("<object", "a web page"),
    ("<!entity", "an entity"),
    ("javascript:", "a script"),
    ("data:text/html", "a web page"),
];

/// Whether the root of the text is `svg`.
pub(super) fn is_svg(bytes: &[u8]) -> bool {
    text(bytes).is_some_and(|text| root(text).is_some())
}

/// Width and height of an SVG that cannot run anything; 0 where it does not say.
pub(super) fn inspect(bytes: &[u8]) -> Result<(u32, u32), ImageError> {
    let text = text(bytes).ok_or(ImageError::UnknownFormat)?;
    let root = root(text).ok_or(ImageError::UnknownFormat)?;
    if let Some(what) = active(text) {
        return Err(ImageError::ActiveSvg { what });
    }
    Ok((
        length(root, "width").unwrap_or(0),
        length(root, "height").unwrap_or(0),
    ))
}

fn text(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes).ok()?;
    Some(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// The root tag, if it is `svg`: what stands between `<svg` and `>`.
fn root(text: &str) -> Option<&str> {
    let mut rest = text.trim_start();
    loop {
        let end = match rest {
            _ if rest.starts_with("<?") => "?>",
            _ if rest.starts_with("<!--") => "-->",
            // A document type with rules of its own inside [ ] is refused by this as well.
            _ if rest.starts_with("<!") => ">",
            _ => break,
        };
        rest = rest.split_once(end)?.1.trim_start();
    }
    let tag = rest.strip_prefix("<svg")?;
    let named = tag.starts_with(|next: char| next.is_whitespace() || next == '>' || next == '/');
    named.then(|| tag.split_once('>').map(|(tag, _)| tag))?
}

fn active(text: &str) -> Option<&'static str> {
    let lower = text.to_ascii_lowercase();
    // `jav&#x61;script:` and the like: as the browser reads it, without what it passes over.
    let plain: String = unescape(&lower)
        .chars()
        .filter(|it| !it.is_ascii_control())
        .collect();
    let listed = ACTIVE
        .iter()
        .find(|(sign, _)| lower.contains(sign) || plain.contains(sign));
    // A prefix in front of the name: `<x:script`.
    let prefixed = || lower.contains(":script").then_some("a script");
    let handler = || has_handler(&lower).then_some("an event handler");
    listed
        .map(|(_, what)| *what)
        .or_else(prefixed)
        .or_else(handler)
}

/// Whether anything looks like an attribute `on...=`.
fn has_handler(lower: &str) -> bool {
    lower.match_indices("on").any(|(at, _)| {
        let before = lower[..at].chars().next_back();
        let starts = before.is_some_and(|it| it.is_whitespace() || matches!(it, '"' | '\'' | '/'));
        let rest = lower[at..].trim_start_matches(|it: char| it.is_ascii_alphanumeric());
        let named = lower.len() - at - rest.len() > "on".len();
        starts && named && rest.trim_start().starts_with('=')
    })
}

/// Numeric character references and the named ones that can hide a scheme.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let (name, tail) = after.split_once(';').unwrap_or((after, ""));
        let number = match name.strip_prefix("#x") {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => name
                .strip_prefix('#')
                .and_then(|decimal| decimal.parse().ok()),
        };
        let named = match name {
            "colon" => Some(':'),
            "lt" => Some('<'),
            "tab" | "newline" => Some('\n'),
            _ => None,
        };
        if let Some(character) = number.and_then(char::from_u32).or(named) {
            out.push(character);
            rest = tail;
        } else {
            out.push('&');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// A length of the root in pixels: its attribute, or the view box's.
fn length(root: &str, name: &str) -> Option<u32> {
    let given = attribute(root, name).and_then(|value| {
        let unit = value
            .find(|it: char| !it.is_ascii_digit() && it != '.')
            .unwrap_or(value.len());
        matches!(value[unit..].trim(), "" | "px").then(|| whole(&value[..unit]))?
    });
    given.or_else(|| {
        let view = attribute(root, "viewBox")?;
        let mut parts = view.split([' ', ',']).filter(|part| !part.is_empty());
        whole(parts.nth(if name == "width" { 2 } else { 3 })?)
    })
}

fn whole(number: &str) -> Option<u32> {
    number.split('.').next()?.parse().ok()
}

fn attribute<'tag>(tag: &'tag str, name: &str) -> Option<&'tag str> {
    tag.match_indices(name).find_map(|(at, _)| {
        let starts = tag[..at].ends_with(char::is_whitespace);
        let value = tag[at + name.len()..]
            .trim_start()
            .strip_prefix('=')?
            .trim_start();
        let quote = value
            .chars()
            .next()
            .filter(|it| starts && matches!(it, '"' | '\''))?;
        value[1..].split(quote).next()
    })
}
