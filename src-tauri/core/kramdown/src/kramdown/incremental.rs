//! A body kept true edit by edit.
//!
//! Parts that the edit can have touched are read again, until a new part ends where an old one did.  Then the
//! parts that use a changed definition are read again too, and those whose ids, numbers or contents changed.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use crate::document::{Block, Edit, Heading, Patch};
use crate::kramdown::definitions::{Definitions, Use};
use crate::kramdown::inline::Context;
use crate::kramdown::overrides::{overridden, overridden_inside};
use crate::kramdown::page::{
    Part, Placed, ReadPart, contents, decide, headings, holds_notes_place, notes, prepare,
    read_part, write_part,
};
use crate::kramdown::references::Definition;
use crate::kramdown::returns::{Returns, normal};
use crate::kramdown::scan::Absent;
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
    /// Something in it may change everything: each edit renders it again.
    whole_only: bool,
    /// The options as the body itself changes them.
    overrides: Option<Box<Options>>,
    returns: Returns,
}

/// The parts that an edit replaces.
pub(super) struct Replaced {
    pub(super) first: usize,
    /// One behind the last old part.
    pub(super) end: usize,
    pub(super) read: Vec<ReadPart>,
}

impl Replaced {
    /// Holds what changes blocks anywhere in the body.
    fn changes_all(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        self.read.iter().any(|part| {
            holds_notes_place(text, part)
                || memchr::memmem::find(&bytes[part.source.clone()], b"{::options").is_some()
        })
    }
}

impl Body {
    /// Renders a body.
    pub(crate) fn new(body: &str, options: &Options) -> Self {
        let this = Self::with_options(body, options);
        let said: Vec<_> = (this.parts.iter())
            .flat_map(|part| &part.options_inside)
            .collect();
        if said.is_empty() {
            return this;
        }
        match overridden_inside(options, &said) {
            Some(changed) => Self {
                whole_only: true,
                ..Self::with_options(body, &changed)
            },
            None => Self {
                whole_only: true,
                ..this
            },
        }
    }

    fn with_options(body: &str, options: &Options) -> Self {
        let text = normal(body);
        let mut read = read_all(&text, options);
        let mut definitions = Definitions::default();
        read.iter()
            .flat_map(|part| &part.definitions)
            .for_each(|definition| definitions.add(definition));
        let mut this = Self {
            definitions,
            returns: Returns::of(body),
            overrides: overridden(options, read.iter().flat_map(|part| &part.definitions)),
            ..Self::default()
        };
        let overrides = this.overrides.clone();
        let options = overrides.as_deref().unwrap_or(options);
        let mut options = Cow::Borrowed(options);
        for part in &mut read {
            let context = Context::new(&options, &this.definitions);
            let part = prepare(part, context);
            if part.parse_span_html != options.parse_span_html {
                options.to_mut().parse_span_html = part.parse_span_html;
            }
            this.parts.push(part);
        }
        let options = options.as_ref();
        let (mut whole, _) = decide(&mut this.parts, options);
        this.contents = contents(&this.parts);
        let notes = notes(&text, &mut whole, options, &this.definitions);
        this.write_all(&text, read, notes, options);
        this.restore_places();
        this
    }

    /// Writes every part, and the footnotes where they belong.
    fn write_all(
        &mut self,
        text: &str,
        read: Vec<ReadPart>,
        notes: Option<Block>,
        options: &Options,
    ) {
        let place = read.iter().position(|part| holds_notes_place(text, part));
        self.whole_only = place.is_some();
        let html = notes.as_ref().map_or("", |notes| notes.html.as_str());
        let mut room = String::new();
        for (at, read) in read.into_iter().enumerate() {
            let placed = Placed {
                contents: self.contents_of(at),
                notes: (place == Some(at)).then_some(html),
            };
            let part = &self.parts[at];
            let mut written = write_part(text, &read, part, placed, options, &mut room);
            self.parts[at].blocks = written.len();
            self.parts[at].holds_contents = self.contents_of(at).is_some();
            self.blocks.append(&mut written);
        }
        let last = notes.filter(|_| place.is_none());
        self.has_notes = last.is_some();
        self.blocks.extend(last);
    }

    pub(crate) fn headings(&self) -> Vec<Heading> {
        let mut found = headings(&self.parts);
        for heading in &mut found {
            heading.source = self.restored(&heading.source);
        }
        found
    }

    fn restored(&self, source: &Range<usize>) -> Range<usize> {
        self.returns.restore(source.start)..self.returns.restore(source.end)
    }

    /// Gives the blocks their places in the body as it is written.
    fn restore_places(&mut self) {
        let all = !self.returns.is_empty();
        let first = if all {
            0
        } else {
            self.blocks.len().saturating_sub(1)
        };
        for at in first..self.blocks.len() {
            self.blocks[at].source = self.restored(&self.blocks[at].source);
        }
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
        if self.parts.is_empty() {
            return None;
        }
        let returns = Returns::of(body);
        let edit = &self.returns.normal_edit(body, &returns, edit)?;
        let text = normal(body);
        let overrides = self.overrides.clone();
        let options = overrides.as_deref().unwrap_or(options);
        let places = self.reread(&text, edit, options)?;
        if self.whole_only || places.iter().any(|place| place.changes_all(&text)) {
            return None;
        }
        let changed = self.changed_names(&places)?;
        if !self.returns.is_empty() {
            for block in &mut self.blocks {
                let source = &block.source;
                block.source =
                    self.returns.to_normal(source.start)..self.returns.to_normal(source.end);
            }
        }
        let patches = self.replace(&text, places, &changed, edit, options);
        self.returns = returns;
        self.restore_places();
        Some(patches)
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
        let mut absent = Absent::default();
        while at < text.len() {
            let part = read_part(text, at, options, &mut absent);
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
        self.definitions.add_dependents(&mut changed)?;
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
    let mut absent = Absent::default();
    while at < text.len() {
        let part = read_part(text, at, options, &mut absent);
        at = part.source.end.max(at + 1);
        read.push(part);
    }
    read
}
