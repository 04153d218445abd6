//! The tags of a body, read as Liquid reads them: blocks that open and close, names, markup.

use std::ops::Range;
use std::sync::LazyLock;

use faircopy_entry::diagnostic::{Diagnostic, Severity};
use regex::Regex;

use super::super::finding;
use super::blog::{Blog, Bringing};
use super::syntax;
use crate::post::Post;

/// Tags that need an end of their own; those of Liquid and Jekyll, not of plugins.
const BLOCKS: [&str; 10] = [
    "if",
    "unless",
    "for",
    "case",
    "capture",
    "comment",
    "raw",
    "highlight",
    "tablerow",
    "ifchanged",
];

/// The other tags of Liquid 4 and of Jekyll (`register_tag` in `lib/jekyll/tags`).
const TAGS: [&str; 10] = [
    "assign",
    "break",
    "continue",
    "cycle",
    "decrement",
    "include",
    "include_relative",
    "increment",
    "link",
    "post_url",
];

/// Tags of Liquid 5, which Jekyll 4 takes only where a system brings it.
const LATER_TAGS: [&str; 3] = ["#", "echo", "liquid"];

/// Blocks whose inside may never run, so that what it does not find may not matter.
const CONDITIONAL: [&str; 6] = ["if", "unless", "for", "case", "tablerow", "ifchanged"];

/// The tags of one body, one after another.
pub(super) struct Tags<'a> {
    post: &'a Post<'a>,
    blog: Option<&'a Blog<'a>>,
    /// Blocks that are open, with where they start in the body.
    open: Vec<(&'a str, usize)>,
}

/// One tag.
struct Tag<'a> {
    name: &'a str,
    markup: &'a str,
    /// Its 1-based line in the entry.
    line: usize,
}

impl<'a> Tags<'a> {
    pub(super) fn new(post: &'a Post<'a>, blog: Option<&'a Blog<'a>>) -> Self {
        Self {
            post,
            blog,
            open: Vec::new(),
        }
    }

    /// Whether what comes next is part of a comment.
    pub(super) fn in_comment(&self) -> bool {
        self.open.iter().any(|(name, _)| *name == "comment")
    }

    /// Takes the tag at `range` of the body; answers where to go on behind a `raw`, whose content
    /// is not Liquid.
    pub(super) fn take(
        &mut self,
        range: &Range<usize>,
        found: &mut Vec<Diagnostic>,
    ) -> Option<usize> {
        let body = self.post.body();
        let line = self.post.line_of(self.post.split.body + range.start);
        let Some(tag) = read(&body[range.clone()], line) else {
            found.push(finding(
                Severity::Error,
                "liquid-unterminated",
                Some(line),
                "A Liquid tag has no name, and Jekyll stops there.",
                "Remove it, or put the text between {% raw %} and {% endraw %}.",
            ));
            return None;
        };
        if let Some(closed) = tag.name.strip_prefix("end") {
            self.close(&tag, closed, found);
            return None;
        }
        found.extend(syntax::check(tag.name, tag.markup).map(|valid| invalid(&tag, valid)));
        if tag.name == "raw" {
            let ending = end_of_raw(body, range.end);
            if ending.is_none() {
                self.open.push((tag.name, range.start));
            }
            return Some(ending.unwrap_or(body.len()));
        }
        if BLOCKS.contains(&tag.name) {
            self.open.push((tag.name, range.start));
        } else if matches!(tag.name, "else" | "elsif" | "when") {
            self.branch(&tag, found);
        } else if !TAGS.contains(&tag.name) {
            self.unknown(&tag, found);
        }
        if !self.in_comment() {
            self.look_up(&tag, found);
        }
        None
    }

    /// Says which blocks were never closed.
    pub(super) fn finish(self, found: &mut Vec<Diagnostic>) {
        for (name, start) in self.open {
            found.push(finding(
                Severity::Error,
                "liquid-unclosed",
                Some(self.post.line_of(self.post.split.body + start)),
                format!("The Liquid tag `{name}` is never closed, and Jekyll stops there."),
                format!("Add {{% end{name} %}}."),
            ));
        }
    }

    fn close(&mut self, tag: &Tag<'a>, closed: &str, found: &mut Vec<Diagnostic>) {
        if self.open.last().is_some_and(|(name, _)| *name == closed) {
            self.open.pop();
        } else if BLOCKS.contains(&closed) && !self.within_comment_only() {
            found.push(finding(
                Severity::Error,
                "liquid-unopened",
                Some(tag.line),
                format!(
                    "The Liquid tag `{}` closes nothing, and Jekyll stops there.",
                    tag.name
                ),
                "Remove it, or open its block before.",
            ));
        } else if !BLOCKS.contains(&closed) {
            self.unknown(tag, found);
        }
    }

    /// Whether the innermost block is a comment, which takes any tag.
    fn within_comment_only(&self) -> bool {
        self.open.last().is_some_and(|(name, _)| *name == "comment")
    }

    /// `else`, `elsif` and `when` belong into blocks of their own.
    fn branch(&self, tag: &Tag<'_>, found: &mut Vec<Diagnostic>) {
        let within = self.open.last().map_or("", |(name, _)| *name);
        let fits = match tag.name {
            "when" => within == "case",
            "elsif" => matches!(within, "if" | "unless"),
            _ => matches!(within, "if" | "unless" | "for" | "case"),
        };
        if !fits && within != "comment" {
            found.push(finding(
                Severity::Error,
                "liquid-misplaced",
                Some(tag.line),
                format!(
                    "The Liquid tag `{}` belongs to no block, and Jekyll stops there.",
                    tag.name
                ),
                "Remove it, or open its block before.",
            ));
        }
    }

    fn unknown(&self, tag: &Tag<'_>, found: &mut Vec<Diagnostic>) {
        if self.within_comment_only() || tag.name == "render" {
            return;
        }
        let name = tag.name;
        let (severity, message) = if LATER_TAGS.contains(&name) {
            let message = format!("Only newer Liquid than Jekyll's own knows the tag `{name}`.");
            (Severity::Warning, message)
        } else {
            match self.blog.map(|blog| blog.bringing(name)) {
                Some(Bringing::Known) => return,
                Some(Bringing::Unknown) => {
                    let message =
                        format!("There is no Liquid tag `{name}`, and Jekyll stops there.");
                    (Severity::Error, message)
                }
                Some(Bringing::Perhaps) | None => {
                    let message = format!(
                        "`{name}` is no Liquid tag of Jekyll's own; unless a plugin brings it, Jekyll stops there."
                    );
                    (Severity::Warning, message)
                }
            }
        };
        found.push(finding(
            severity,
            "liquid-unknown",
            Some(tag.line),
            message,
            "To show it as text, put it between {% raw %} and {% endraw %}.",
        ));
    }

    /// Looks for what the tag wants when it runs.
    fn look_up(&self, tag: &Tag<'_>, found: &mut Vec<Diagnostic>) {
        let missing = syntax::at_work(tag.name, tag.markup)
            .or_else(|| self.blog?.missing(tag.name, tag.markup));
        let Some(missing) = missing else {
            return;
        };
        let open = match self.open.last() {
            Some((name, _)) if *name == tag.name => &self.open[..self.open.len() - 1],
            _ => &self.open[..],
        };
        let may_not_run =
            tag.name == "elsif" || open.iter().any(|(name, _)| CONDITIONAL.contains(name));
        let (severity, then) = if may_not_run || missing.uncertain {
            (Severity::Warning, "if Jekyll comes there, it stops")
        } else {
            (Severity::Error, "and Jekyll stops there")
        };
        found.push(finding(
            severity,
            missing.code,
            Some(tag.line),
            format!("{}, {then}.", missing.what),
            missing.hint,
        ));
    }
}

fn invalid(tag: &Tag<'_>, valid: &str) -> Diagnostic {
    finding(
        Severity::Error,
        "liquid-syntax",
        Some(tag.line),
        format!(
            "The Liquid tag `{}` is not written as it must be, and Jekyll stops there.",
            tag.name
        ),
        format!("Write it as {{% {valid} %}}."),
    )
}

/// Source: `FullToken` in `lib/liquid/block_body.rb`.
fn read(text: &str, line: usize) -> Option<Tag<'_>> {
    static TAG: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?s)\A\{%-?\s*(#|\w+)\s*(.*?)-?%\}\z").ok());
    let parts = TAG.as_ref()?.captures(text)?;
    Some(Tag {
        name: parts.get(1)?.as_str(),
        markup: parts.get(2)?.as_str().trim(),
        line,
    })
}

/// The offset behind `{% endraw %}`.
fn end_of_raw(body: &str, from: usize) -> Option<usize> {
    static ENDING: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"\{%-?\s*endraw\b[^%]*%\}").ok());
    let ending = ENDING.as_ref()?.find_at(body, from)?;
    Some(ending.end())
}
