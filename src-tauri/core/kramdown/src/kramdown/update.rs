//! Renders what an edit changed.

use std::collections::HashSet;
use std::ops::Range;

use crate::document::{Block, Edit, Patch};
use crate::kramdown::definitions::{Definitions, Use};
use crate::kramdown::incremental::{Body, Replaced};
use crate::kramdown::inline::Context;
use crate::kramdown::outline::Outline;
use crate::kramdown::page::{
    Part, Placed, ReadPart, Whole, contents, decide, notes, prepare, read_part, write_part,
};
use crate::kramdown::scan::Absent;
use crate::options::Options;

/// A part after an edit.
struct Slot {
    /// Its blocks before the edit.
    old_blocks: Range<usize>,
    /// Its text as read again, if anything of it has changed.
    read: Option<ReadPart>,
}

/// Old parts that were replaced, with the new ones in their place.
struct Exchange {
    new: Range<usize>,
    old: Vec<Part>,
}

impl Body {
    /// Puts the new parts in place and renders what depends on them.
    pub(super) fn replace(
        &mut self,
        text: &str,
        places: Vec<Replaced>,
        changed: &HashSet<Use>,
        edit: &Edit,
        options: &Options,
    ) -> Vec<Patch> {
        let (mut slots, exchanges) = self.exchange(places, edit);
        for block in &mut self.blocks {
            if block.source.start >= edit.old_end {
                block.source = edit.shifted(block.source.start)..edit.shifted(block.source.end);
            }
        }
        if !changed.is_empty() {
            let mut definitions = Definitions::default();
            self.parts
                .iter()
                .flat_map(|part| &part.definitions)
                .for_each(|each| definitions.add(each));
            self.definitions = definitions;
        }
        self.prepare_slots(text, &mut slots, changed, options);
        let mut whole = None;
        if !(changed.is_empty() && self.keep_decided(&exchanges)) {
            whole = Some(self.decide_again(text, &mut slots, options));
        }
        let mut patches = self.write_slots(text, slots, options);
        match whole {
            Some(mut whole) => patches.extend(self.write_notes(text, &mut whole, options)),
            None => {
                if let Some(notes) = self.blocks.last_mut().filter(|_| self.has_notes) {
                    notes.source = text.len()..text.len();
                }
            }
        }
        patches
    }

    /// Exchanges parts, and moves those behind the edit.
    fn exchange(&mut self, places: Vec<Replaced>, edit: &Edit) -> (Vec<Slot>, Vec<Exchange>) {
        let old_parts = std::mem::take(&mut self.parts);
        let mut places = places.into_iter().peekable();
        let mut slots = Vec::with_capacity(old_parts.len());
        let mut exchanges: Vec<Exchange> = Vec::new();
        let mut block = 0;
        let mut until = 0;
        for (at, mut part) in old_parts.into_iter().enumerate() {
            let blocks = block..block + part.blocks;
            block = blocks.end;
            if let Some(place) = places.next_if(|place| place.first == at) {
                let first = self.parts.len();
                until = place.end;
                for read in place.read {
                    self.parts.push(Part {
                        source: read.source.clone(),
                        definitions: read.definitions.clone(),
                        ..Part::default()
                    });
                    slots.push(Slot {
                        old_blocks: blocks.start..blocks.start,
                        read: Some(read),
                    });
                }
                exchanges.push(Exchange {
                    new: first..self.parts.len(),
                    old: Vec::new(),
                });
            }
            if at < until {
                if let Some(exchange) = exchanges.last_mut() {
                    slots[exchange.new.start].old_blocks.end = blocks.end;
                    for slot in &mut slots[exchange.new.start + 1..] {
                        slot.old_blocks = blocks.end..blocks.end;
                    }
                    exchange.old.push(part);
                }
                continue;
            }
            if part.source.start >= edit.old_end {
                part.shift(edit);
            }
            self.parts.push(part);
            slots.push(Slot {
                old_blocks: blocks,
                read: None,
            });
        }
        (slots, exchanges)
    }

    /// Prepares the parts that were read again, and those that use what was defined anew.
    fn prepare_slots(
        &mut self,
        text: &str,
        slots: &mut [Slot],
        changed: &HashSet<Use>,
        options: &Options,
    ) {
        for (part, slot) in self.parts.iter_mut().zip(slots) {
            if slot.read.is_none() && !changed.is_empty() && !part.uses.is_disjoint(changed) {
                slot.read = Some(read_part(
                    text,
                    part.source.start,
                    options,
                    &mut Absent::default(),
                ));
            }
            if let Some(read) = &mut slot.read {
                let held = part.holds_contents;
                *part = prepare(read, Context::new(options, &self.definitions));
                part.holds_contents = held;
            }
        }
    }

    /// Gives the new parts the ids and numbers of the old ones, if they ask for the same.
    fn keep_decided(&mut self, exchanges: &[Exchange]) -> bool {
        for exchange in exchanges {
            let old = joined(&exchange.old);
            if old != joined(&self.parts[exchange.new.clone()]) || old.contents.is_some() {
                return false;
            }
        }
        for exchange in exchanges {
            let mut ids = exchange
                .old
                .iter()
                .flat_map(|part| part.ids.iter().cloned());
            let mut marks = exchange
                .old
                .iter()
                .flat_map(|part| part.marks.iter().copied());
            for part in &mut self.parts[exchange.new.clone()] {
                part.ids = ids.by_ref().take(part.outline.headlines.len()).collect();
                part.marks = marks.by_ref().take(part.outline.notes.len()).collect();
            }
        }
        if let Some(at) = self.parts.iter().position(|part| part.holds_contents)
            && let Some(contents) = &mut self.contents
        {
            contents.0 = at;
        }
        true
    }

    /// Decides ids, numbers and contents for all parts; those that change by it are read again.
    fn decide_again(&mut self, text: &str, slots: &mut [Slot], options: &Options) -> Whole {
        let (whole, changed) = decide(&mut self.parts, options);
        let before = self.contents.take();
        self.contents = contents(&self.parts);
        let place = self.contents.as_ref().map(|(at, _)| *at);
        let new_html =
            self.contents.as_ref().map(|(_, html)| html) != before.as_ref().map(|(_, html)| html);
        for (at, slot) in slots.iter_mut().enumerate() {
            let part = &mut self.parts[at];
            let holds = place == Some(at);
            let contents_differ = holds != part.holds_contents || (holds && new_html);
            part.holds_contents = holds;
            if slot.read.is_none() && (changed[at] || contents_differ) {
                let mut read = read_part(text, part.source.start, options, &mut Absent::default());
                prepare(&mut read, Context::new(options, &self.definitions));
                slot.read = Some(read);
            }
        }
        whole
    }

    /// Writes the parts that were read again, and says which blocks that changed.
    fn write_slots(&mut self, text: &str, slots: Vec<Slot>, options: &Options) -> Vec<Patch> {
        let mut patches = Vec::new();
        let mut shift = 0isize;
        let mut room = String::new();
        for (at, slot) in slots.into_iter().enumerate() {
            let start = slot.old_blocks.start.saturating_add_signed(shift);
            let old = start..start + slot.old_blocks.len();
            let Some(read) = slot.read else { continue };
            let placed = Placed {
                contents: self.contents_of(at),
                notes: None,
            };
            let new = write_part(text, &read, &self.parts[at], placed, options, &mut room);
            self.parts[at].blocks = new.len();
            shift += new.len().cast_signed() - old.len().cast_signed();
            patches.extend(exchange_blocks(
                &mut self.blocks,
                old,
                new,
                read.source.len(),
            ));
        }
        patches
    }

    fn write_notes(&mut self, text: &str, whole: &mut Whole, options: &Options) -> Option<Patch> {
        let count = self.blocks.len();
        let old = count - usize::from(self.has_notes)..count;
        let notes = notes(text, whole, options, &self.definitions);
        self.has_notes = notes.is_some();
        exchange_blocks(&mut self.blocks, old, notes.into_iter().collect(), 0)
    }
}

/// Exchanges blocks, leaving those at both ends that are the same.
fn exchange_blocks(
    blocks: &mut Vec<Block>,
    old: Range<usize>,
    new: Vec<Block>,
    reparsed_bytes: usize,
) -> Option<Patch> {
    let same = |(a, b): &(&Block, &Block)| a.html == b.html;
    let head = blocks[old.clone()]
        .iter()
        .zip(&new)
        .take_while(same)
        .count();
    let tail = blocks[old.start + head..old.end]
        .iter()
        .rev()
        .zip(new[head..].iter().rev())
        .take_while(same)
        .count();
    let removed = old.len() - head - tail;
    let inserted = new.len() - head - tail;
    blocks.splice(old.clone(), new);
    (removed + inserted > 0).then_some(Patch {
        first: old.start + head,
        removed,
        inserted,
        reparsed_bytes,
    })
}

fn joined(parts: &[Part]) -> Outline {
    let mut all = Outline::default();
    for part in parts {
        all.headlines.extend(part.outline.headlines.iter().cloned());
        all.notes.extend(part.outline.notes.iter().cloned());
        all.contents = all.contents.or_else(|| part.outline.contents.clone());
    }
    all
}
