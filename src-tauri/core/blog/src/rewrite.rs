//! Changes an entry's references to images, and not one byte besides.

use std::ops::Range;

use faircopy_entry::diagnostic::{Diagnostic, Severity};
use faircopy_entry::psych::{Style, Value};

use crate::config::SiteConfig;
use crate::conventions::Conventions;
use crate::post::Post;
use crate::references::{ImageReference, ImageRole};

/// Changes collected against one text, made all at once.
pub(crate) struct Edits<'a> {
    post: &'a Post<'a>,
    changes: Vec<(Range<usize>, String)>,
    diagnostics: Vec<Diagnostic>,
    /// What the keys of covers read as afterwards.
    promised: Vec<(String, String)>,
}

impl<'a> Edits<'a> {
    pub(crate) fn new(post: &'a Post<'a>) -> Self {
        Edits {
            post,
            changes: Vec::new(),
            diagnostics: Vec::new(),
            promised: Vec::new(),
        }
    }

    /// Has a reference say `value`; nothing changes where it does already.
    pub(crate) fn replace(&mut self, reference: &ImageReference, value: &str) {
        match &reference.role {
            ImageRole::Cover { key } => {
                self.promised.push((key.clone(), value.to_owned()));
                if reference.written != value {
                    let style = self.post.node(key).map_or(Style::Plain, |node| node.style);
                    let scalar = yaml_scalar(value, style);
                    self.changes.push((reference.span.clone(), scalar));
                }
            }
            ImageRole::Inline { .. } => {
                let known = |(range, _): &(Range<usize>, String)| *range == reference.span;
                if reference.written != value && !self.changes.iter().any(known) {
                    let text = self.inline_text(&reference.span, value);
                    self.changes.push((reference.span.clone(), text));
                }
            }
        }
    }

    /// Leaves a passage out, with whatever was to change in it.
    pub(crate) fn remove(&mut self, passage: &Range<usize>) {
        let outside = |(range, _): &(Range<usize>, String)| {
            range.end <= passage.start || range.start >= passage.end
        };
        self.changes.retain(outside);
        self.changes.push((passage.clone(), String::new()));
    }

    /// Liquid's own quotes must not end the attribute that the reference stands in.
    fn inline_text(&self, span: &Range<usize>, value: &str) -> String {
        let before = self.post.text[..span.start].chars().next_back();
        if before == Some('\'') {
            value.replace('\'', "\"")
        } else {
            value.to_owned()
        }
    }

    /// Adds the key that this blog's layouts show, where the entry has its cover under another.
    pub(crate) fn show_cover(
        &mut self,
        path: &str,
        conventions: &Conventions,
        config: &SiteConfig,
    ) {
        let key = &conventions.cover_key;
        let has_key = self
            .post
            .node(key)
            .is_some_and(|node| !node.value.is_null());
        if !conventions.shown || has_key {
            return;
        }
        let Some(value) = conventions.cover_form.value(path, &config.baseurl) else {
            return;
        };
        match self.insertion(key, &value) {
            Some(change) => {
                self.changes.retain(|(range, _)| *range != change.0);
                self.changes.push(change);
                self.promised
                    .retain(|(known, _)| !key.starts_with(known.as_str()));
                self.promised.push((key.clone(), value));
            }
            None => self.diagnostics.push(Diagnostic {
                severity: Severity::Warning,
                code: "cover-key",
                file: None,
                line: None,
                last_line: None,
                message: format!("This blog shows the picture of `{key}`, which the entry lacks."),
                hint: Some(format!("Write `{key}` into the front matter: {value}")),
                fix: None,
            }),
        }
    }

    /// Where and how a key that is not there is added.
    fn insertion(&self, key: &str, value: &str) -> Option<(Range<usize>, String)> {
        let front = self.post.split.front_matter.as_ref()?;
        let text = self.post.text;
        // The break of the line before, in a file that may mix them.
        let newline = if text[..front.yaml.end].ends_with("\r\n") {
            "\r\n"
        } else {
            "\n"
        };
        let scalar = yaml_scalar(value, Style::DoubleQuoted);
        let end = front.yaml.end;
        let Some((parent, child)) = key.split_once('.') else {
            return Some((end..end, format!("{key}: {scalar}{newline}")));
        };
        let Some(node) = self.post.node(parent) else {
            let lines = format!("{parent}:{newline}  {child}: {scalar}{newline}");
            return Some((end..end, lines));
        };
        let start = front.yaml.start + node.span.start;
        match (&node.value, node.style) {
            (Value::Map(pairs), Style::Flow) => {
                let comma = if pairs.is_empty() { "" } else { ", " };
                Some((start + 1..start + 1, format!("{child}: {scalar}{comma}")))
            }
            (Value::Map(_), Style::Block) => {
                let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
                let indent = " ".repeat(start - line);
                Some((start..start, format!("{child}: {scalar}{newline}{indent}")))
            }
            (Value::Text(_), Style::Plain | Style::SingleQuoted | Style::DoubleQuoted) => {
                let range = start..front.yaml.start + node.span.end;
                Some((range, format!("{newline}  {child}: {scalar}")))
            }
            _ => None,
        }
    }

    /// The new text, and what could not be changed.
    ///
    /// Guard: the front matter must read as before but for the promised values, else it keeps
    /// the author's bytes and the reason is said.
    pub(crate) fn finish(mut self) -> (String, Vec<Diagnostic>) {
        self.changes
            .sort_by_key(|(range, _)| (range.start, range.end));
        let new = applied(self.post.text, &self.changes);
        if self.keeps_promises(&new) {
            return (new, self.diagnostics);
        }
        let body = self.post.split.body;
        self.changes.retain(|(range, _)| range.start >= body);
        self.diagnostics.push(Diagnostic {
            severity: Severity::Error,
            code: "cover-not-set",
            file: None,
            line: self.post.line_of_key("image"),
            last_line: None,
            message: "The cover's reference cannot be changed without touching more of the front \
                      matter."
                .to_owned(),
            hint: Some("Write the image as a plain value on one line.".to_owned()),
            fix: None,
        });
        (applied(self.post.text, &self.changes), self.diagnostics)
    }

    fn keeps_promises(&self, new: &str) -> bool {
        let read = Post::read(new);
        let promised = self
            .promised
            .iter()
            .all(|(key, value)| read.text_at(key).as_deref() == Some(value));
        let touched = |key: &str| {
            self.promised
                .iter()
                .any(|(path, _)| path.split('.').next() == Some(key))
        };
        let others = |post: &Post<'_>| -> Vec<(String, Value)> {
            post.keys
                .iter()
                .filter(|entry| !touched(&entry.key))
                .map(|entry| (entry.key.clone(), entry.node.value.clone()))
                .collect()
        };
        promised && others(self.post) == others(&read)
    }
}

fn applied(text: &str, changes: &[(Range<usize>, String)]) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for (range, replacement) in changes {
        if range.start < at {
            continue;
        }
        out.push_str(&text[at..range.start]);
        out.push_str(replacement);
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}

/// A value in the quotes it had; a plain one is quoted where it would not read as itself.
fn yaml_scalar(value: &str, style: Style) -> String {
    let plain = value
        .chars()
        .all(|character| character.is_alphanumeric() || "/._-".contains(character))
        && value.starts_with(|character: char| character.is_alphabetic() || character == '/')
        && value.contains(['/', '.']);
    match style {
        Style::SingleQuoted => format!("'{}'", value.replace('\'', "''")),
        Style::Plain if plain => value.to_owned(),
        _ => format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}
