//! A body kept true edit by edit.
//!
//! Parts that the edit can have touched are read again, until a new part ends where an old one did.  Then the
//! parts that use a changed definition are read again too, and those whose ids, numbers or contents changed.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::document::{Block, Edit, Heading, Patch};
use crate::kramdown::inline::{Definitions, Use};
use crate::kramdown::page::{
    Part, ReadPart, contents, decide, headings, notes, prepare, read_part, write_part,
};
use crate::kramdown::references::Definition;
use crate::options::Options;

/// The parts of a body and its blocks.
#[derive(Debug, Clone, Default)]
pub(crate) struct Body {
    pub(crate) blocks: Vec<Block>,
    pub(super) parts: Vec<Part>,
    pub(super) definitions: Definitions,
    /// The list of footnotes is the last block.
    pub(super) has_notes: bool,
    pub(super) contents: Option<(usize, String)>,
    /// The text has carriage returns, whose places in the blocks' sources are not kept.
    has_returns: bool,
    /// Bytes of the body.
    length: usize,
}

/// The parts that an edit replaces.
pub(super) struct Replaced {
    pub(super) first: usize,
    /// One behind the last old part.
    pub(super) end: usize,
    pub(super) read: Vec<ReadPart>,
}

impl Body {
    /// Renders a body.
    pub(crate) fn new(body: &str, options: &Options) -> Self {
        let text = normal(body);
        let mut read = read_all(&text, options);
        let mut definitions = Definitions::default();
        read.iter()
            .flat_map(|part| &part.definitions)
            .for_each(|definition| definitions.add(definition));
        let mut this = Self {
            definitions,
            has_returns: has_return(body),
            length: body.len(),
            ..Self::default()
        };
        this.parts = read
            .iter_mut()
            .map(|part| prepare(part, options, &this.definitions))
            .collect();
        let (mut whole, _) = decide(&mut this.parts, options);
        this.contents = contents(&this.parts);
        for (at, read) in read.iter().enumerate() {
            let mut written =
                write_part(&text, read, &this.parts[at], this.contents_of(at), options);
            this.parts[at].blocks = written.len();
            this.parts[at].holds_contents = this.contents_of(at).is_some();
            this.blocks.append(&mut written);
        }
        let notes = notes(
            &text,
            &mut whole,
            options,
            &this.definitions,
            &mut Vec::new(),
        );
        this.has_notes = notes.is_some();
        this.blocks.extend(notes);
        if this.has_returns {
            restore_returns(body, &mut this.blocks, &mut this.parts);
        }
        this
    }

    pub(crate) fn headings(&self) -> Vec<Heading> {
        headings(&self.parts)
    }

    pub(super) fn contents_of(&self, at: usize) -> Option<&str> {
        self.contents
            .as_ref()
            .filter(|(place, _)| *place == at)
            .map(|(_, html)| html.as_str())
    }

    /// Follows an edit; nothing if everything has to be rendered again.
    pub(crate) fn edit(
        &mut self,
        body: &str,
        edit: &Edit,
        options: &Options,
    ) -> Option<Vec<Patch>> {
        let same_length = body.len() + edit.old_end == self.length + edit.new_end;
        if self.has_returns || has_return(body) || self.parts.is_empty() || !same_length {
            return None;
        }
        let text = normal(body);
        let places = self.reread(&text, edit, options)?;
        let changed = self.changed_names(&places)?;
        self.length = body.len();
        Some(self.replace(&text, places, &changed, edit, options))
    }

    /// Reads again what the edit can have touched.
    fn reread(&self, text: &str, edit: &Edit, options: &Options) -> Option<Vec<Replaced>> {
        let mut places: Vec<Replaced> = Vec::new();
        let mut at = 0;
        while at < self.parts.len() {
            let part = &self.parts[at];
            if part.source.start > edit.old_end || part.reach < edit.start {
                at += 1;
                continue;
            }
            let place = self.reread_from(text, at, edit, options);
            if place.read.is_empty() {
                return None;
            }
            at = place.end;
            places.push(place);
        }
        Some(places)
    }

    /// Reads from one part on until old and new agree.
    fn reread_from(&self, text: &str, first: usize, edit: &Edit, options: &Options) -> Replaced {
        let mut at = edit
            .moved(self.parts[first].source.start)
            .unwrap_or(edit.new_end);
        let mut end = first + 1;
        let mut read = Vec::new();
        while at < text.len() {
            let part = read_part(text, at, options);
            at = part.source.end.max(at + 1);
            read.push(part);
            let start_of = |end: usize| self.parts.get(end).map(|part| part.source.start);
            while start_of(end)
                .is_some_and(|start| edit.moved(start).is_none_or(|start| start < at))
            {
                end += 1;
            }
            let outside = |start: &usize| *start <= edit.start || *start > edit.old_end;
            if start_of(end)
                .filter(outside)
                .and_then(|start| edit.moved(start))
                == Some(at)
            {
                return Replaced { first, end, read };
            }
        }
        Replaced {
            first,
            end: self.parts.len(),
            read,
        }
    }

    /// The names whose meaning the replaced parts may change; nothing if that may be anywhere.
    fn changed_names(&self, places: &[Replaced]) -> Option<HashSet<Use>> {
        let mut changed = HashSet::new();
        for place in places {
            let old = self.parts[place.first..place.end]
                .iter()
                .flat_map(|part| &part.definitions);
            let new = place.read.iter().flat_map(|part| &part.definitions);
            if old.clone().eq(new.clone()) {
                continue;
            }
            for definition in old.chain(new) {
                changed.insert(name_of(definition)?);
            }
        }
        Some(changed)
    }
}

/// What a definition gives a meaning to; nothing where that may be any text.
fn name_of(definition: &Definition) -> Option<Use> {
    match definition {
        Definition::Link { id, .. } => Some(Use::Link(id.clone())),
        Definition::Footnote { name, .. } => Some(Use::Footnote(name.clone())),
        Definition::Attributes { name, .. } => Some(Use::List(name.clone())),
        Definition::Abbreviation { .. } | Definition::Options(_) => None,
    }
}

fn read_all(text: &str, options: &Options) -> Vec<ReadPart> {
    let mut read = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let part = read_part(text, at, options);
        at = part.source.end.max(at + 1);
        read.push(part);
    }
    read
}

fn has_return(body: &str) -> bool {
    memchr::memchr(b'\r', body.as_bytes()).is_some()
}

/// Line breaks as kramdown sees them.
fn normal(body: &str) -> Cow<'_, str> {
    if has_return(body) {
        let mut text = body.replace("\r\n", "\n").replace('\r', "\n");
        if !text.ends_with('\n') {
            text.push('\n');
        }
        return Cow::Owned(text);
    }
    if body.ends_with('\n') {
        Cow::Borrowed(body)
    } else {
        Cow::Owned(format!("{body}\n"))
    }
}

/// Counts the carriage returns of `body` into places of its normal form.
fn restore_returns(body: &str, blocks: &mut [Block], parts: &mut [Part]) {
    let bytes = body.as_bytes();
    let dropped: Vec<usize> = (0..bytes.len())
        .filter(|at| bytes[*at] == b'\r' && bytes.get(at + 1) == Some(&b'\n'))
        .enumerate()
        .map(|(before, at)| at - before)
        .collect();
    let place = |at: usize| (at + dropped.partition_point(|dropped| *dropped < at)).min(body.len());
    for source in blocks
        .iter_mut()
        .map(|block| &mut block.source)
        .chain(parts.iter_mut().map(|part| &mut part.source))
    {
        *source = place(source.start)..place(source.end);
    }
}
