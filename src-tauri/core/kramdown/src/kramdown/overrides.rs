//! What `{::options ... /}` changes for the whole body.

use crate::kramdown::references::Definition;
use crate::kramdown::tree::AttributeList;
use crate::options::Options;

/// Options that kramdown asks for only after all blocks are read, so that they hold in the whole body.
const LATE: &[&str] = &[
    "auto_ids",
    "auto_id_prefix",
    "toc_levels",
    "header_offset",
    "smart_quotes",
    "footnote_nr",
    "footnote_backlink",
    "footnote_backlink_inline",
    "footnote_prefix",
    "parse_span_html",
    "syntax_highlighter",
    "math_engine",
];

/// The options as texts in the body change them.
pub(crate) fn overridden_inside(
    options: &Options,
    said: &[&AttributeList],
) -> Option<Box<Options>> {
    let mut changed = None;
    for list in said {
        for (name, value) in &list.attributes {
            // Spans before the text are read without it, and those behind it obey it already.
            if name != "parse_span_html" {
                change(&mut changed, options, name, value);
            }
        }
    }
    changed
}

/// The options as the body itself changes them, if it does; the last word counts.
pub(crate) fn overridden<'d>(
    options: &Options,
    definitions: impl Iterator<Item = &'d Definition>,
) -> Option<Box<Options>> {
    let mut changed: Option<Box<Options>> = None;
    for definition in definitions {
        let Definition::Options(list) = definition else {
            continue;
        };
        for (name, value) in &list.attributes {
            change(&mut changed, options, name, value);
        }
    }
    changed
}

fn change(changed: &mut Option<Box<Options>>, options: &Options, name: &str, value: &str) {
    if !LATE.contains(&name) {
        return;
    }
    let options = changed.get_or_insert_with(|| Box::new(options.clone()));
    // kramdown passes over a value it cannot use.
    if options.set(name, value).is_err() {
        let no = matches!(value.trim().to_lowercase().as_str(), "" | "no");
        let flag = if no { "false" } else { "true" };
        options.set(name, flag).unwrap_or_default();
    }
}
