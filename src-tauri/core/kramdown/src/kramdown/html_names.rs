//! What kramdown knows of HTML's elements, found out by trying it.

use crate::kramdown::tree::Content;

const SPAN: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdo", "big", "br", "button", "cite", "code", "del", "dfn", "em",
    "i", "img", "input", "ins", "kbd", "label", "mark", "option", "q", "rb", "rbc", "rp", "rt",
    "rtc", "ruby", "samp", "select", "small", "span", "strong", "sub", "sup", "tt", "u", "var",
];

const BLOCK_CONTENT: &[&str] = &[
    "address",
    "applet",
    "article",
    "aside",
    "blockquote",
    "body",
    "dd",
    "details",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "hgroup",
    "iframe",
    "li",
    "main",
    "map",
    "menu",
    "nav",
    "noscript",
    "object",
    "section",
    "summary",
    "td",
];

const SPAN_CONTENT: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdo", "big", "button", "caption", "cite", "del", "dfn", "dt",
    "em", "h1", "h2", "h3", "h4", "h5", "h6", "i", "ins", "label", "legend", "optgroup", "p", "q",
    "rb", "rbc", "rp", "rt", "rtc", "ruby", "select", "small", "span", "strong", "sub", "sup",
    "th", "tt",
];

const VOID: &[&str] = &[
    "area", "base", "br", "col", "command", "embed", "hr", "img", "input", "keygen", "link",
    "meta", "param", "source", "track", "wbr",
];

const BLOCK: &[&str] = &[
    "address",
    "applet",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "col",
    "colgroup",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "iframe",
    "legend",
    "li",
    "listing",
    "main",
    "map",
    "menu",
    "nav",
    "ol",
    "optgroup",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

const OTHER: &[&str] = &[
    "kbd", "mark", "math", "option", "samp", "script", "style", "textarea", "u", "var", "code",
];

fn has(list: &[&str], name: &str) -> bool {
    list.iter().any(|each| each.eq_ignore_ascii_case(name))
}

/// Elements that may stand inside a paragraph.
pub(crate) fn is_span(name: &str) -> bool {
    has(SPAN, name)
}

/// A tag with this name ends a paragraph; only its first word counts, as it is written.
pub(crate) fn ends_paragraph(name: &str) -> bool {
    let word = name
        .find(|c: char| !(c.is_alphanumeric() || c == '_'))
        .map_or(name, |end| &name[..end]);
    !SPAN.contains(&word) && word != "script"
}

/// Elements that are left as text inside a paragraph.
pub(crate) fn is_block(name: &str) -> bool {
    BLOCK.contains(&name)
}

pub(crate) fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

/// Elements whose names are written small whatever the author wrote.
pub(crate) fn is_known(name: &str) -> bool {
    [SPAN, BLOCK_CONTENT, SPAN_CONTENT, VOID, BLOCK, OTHER]
        .iter()
        .any(|list| has(list, name))
}

/// How the inside is read where Markdown is asked for.
pub(crate) fn content(name: &str) -> Content {
    if BLOCK_CONTENT.contains(&name) || is_void(name) {
        Content::Block
    } else if SPAN_CONTENT.contains(&name) {
        Content::Span
    } else {
        Content::Raw
    }
}
