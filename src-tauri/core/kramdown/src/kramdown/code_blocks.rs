//! Code blocks, indented and between fences.

use crate::kramdown::blocks::BlockParser;
use crate::kramdown::scan::SPACE;
use crate::kramdown::scan::{
    Source, after_indent, fence_length, first_line, html_ends, is_blank, is_end_marker,
    is_indented, is_space,
};
use crate::kramdown::tree::{Kind, Node};

/// A fence longer than this is tried at its full length and below this length.
const LONG_FENCE: usize = 40;

impl BlockParser<'_> {
    pub(crate) fn indented_code(&mut self, source: &mut Source<'_>, parent: &mut Node) -> bool {
        let start = source.at;
        let end = code_end(source, start);
        let text = unindent_code(&source.text[start..end]);
        source.at = end;
        self.add(parent, Node::new(Kind::Code { text }));
        true
    }

    pub(crate) fn fenced_code(
        &mut self,
        source: &mut Source<'_>,
        parent: &mut Node,
        line: &str,
    ) -> bool {
        // kramdown's own input knows no fence of backquotes, and no indent before one.
        if !self.gfm() && !line.starts_with("~~~") {
            return false;
        }
        let Some(Fence {
            language,
            body,
            end,
            after,
        }) = fence(source, source.at, line)
        else {
            return false;
        };
        let mut node = Node::new(Kind::Code {
            text: source.text[body..end].to_string(),
        });
        if !language.is_empty() {
            node.set("class", &format!("language-{language}"));
        }
        source.at = after;
        self.add(parent, node);
        true
    }
}

/// A fenced code block: where its text starts and ends, and where it is over.
pub(crate) struct Fence<'f> {
    language: &'f str,
    body: usize,
    end: usize,
    after: usize,
}

/// The fenced code block that `line` at `at` begins; a fence that is never closed may be a shorter one that is.
pub(crate) fn fence<'f>(source: &mut Source<'_>, at: usize, line: &'f str) -> Option<Fence<'f>> {
    let most = fence_length(line)?;
    let start = after_indent(line);
    for length in std::iter::once(most).chain((3..most.min(LONG_FENCE)).rev()) {
        let info = start[length..].trim_matches(SPACE);
        if info.contains(SPACE) {
            continue;
        }
        let body = at + line.len();
        if let Some((end, after)) = closing_fence(source, body, &start[..length]) {
            let language = info.split('?').next().unwrap_or_default();
            return Some(Fence {
                language,
                body,
                end,
                after,
            });
        }
    }
    None
}

/// The line that closes a fence, from `at` on.
fn closing_fence(source: &mut Source<'_>, mut at: usize, fence: &str) -> Option<(usize, usize)> {
    if source.absent.knows(fence, at) {
        source.looked(usize::MAX);
        return None;
    }
    let from = at;
    while at < source.text.len() {
        let line = source.line_at(at);
        let rest = after_indent(line).strip_prefix(fence);
        if rest.is_some_and(|rest| {
            rest.trim_start_matches(|c| fence.ends_with(c))
                .trim_matches(SPACE)
                .is_empty()
        }) {
            source.looked(at + line.len());
            return Some((at, at + line.len()));
        }
        at += line.len();
    }
    source.absent.note(fence, from);
    source.looked(usize::MAX);
    None
}

/// Where indented code that starts at `at` ends; lazy lines belong to it.
pub(crate) fn code_end(source: &mut Source<'_>, mut at: usize) -> usize {
    let mut end = at;
    let mut lazy = false;
    loop {
        let line = source.line_at(at);
        source.looked(at + line.len());
        if line.is_empty() {
            break;
        }
        if is_blank(line) {
            lazy = false;
        } else if is_indented(line) || (lazy && !code_stops(source.text, at)) {
            lazy = true;
            end = at + line.len();
        } else {
            break;
        }
        at += line.len();
    }
    end
}

fn code_stops(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    let line = first_line(rest);
    is_end_marker(line) || html_ends(line) || crate::kramdown::scan::attribute_line(rest).is_some()
}

/// Joins lazy lines to the line before and takes the indent away.
fn unindent_code(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        if let Some(rest) = line
            .strip_prefix('\t')
            .or_else(|| line.strip_prefix("    "))
        {
            code.push_str(rest);
        } else {
            if after_indent(line)
                .bytes()
                .next()
                .is_some_and(|byte| !is_space(byte))
                && code.ends_with('\n')
            {
                code.pop();
                code.push(' ');
            }
            code.push_str(line);
        }
    }
    code
}
