//! Reads code by a grammar: a stack of states, the first rule that fits, an error for what none fits.

use std::sync::OnceLock;

use regex_automata::meta::{Config, Regex};
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input, Span};

use crate::classes::{ERROR, Token};
use crate::grammar::{Action, Class, Effect, Ending, Grammar, Id, Place, ROOT, Step, Word};
use crate::languages;

/// Matches of nothing in a row, after which a character is an error: Rouge's own limit.
const EMPTY_MATCHES: usize = 5;

/// Languages within languages, beyond which code stays plain.
const DEPTH: usize = 4;

/// A state that was entered, and the text that ends it if that was named.
#[derive(Clone, Debug)]
struct Entered {
    state: Id,
    end: String,
}

/// A reader of one language, which can go on with the next piece of its code.
#[derive(Debug)]
pub(crate) struct Lexer {
    grammar: &'static Grammar,
    stack: Vec<Entered>,
    queue: Vec<Entered>,
    inner: Vec<(String, Lexer)>,
    depth: usize,
    empty: usize,
}

/// A match: its groups, the whole first.
type Groups = Vec<Option<Span>>;

/// Where tokens go: next to each other, like ones joined.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    found: Vec<Token>,
}

impl Tokens {
    fn push(&mut self, class: &'static str, start: usize, end: usize) {
        if start == end {
            return;
        }
        match self.found.last_mut() {
            Some(last) if last.class == class => last.range.end = end,
            _ => self.found.push(Token {
                class,
                range: start..end,
            }),
        }
    }

    pub(crate) fn done(self) -> Vec<Token> {
        self.found
    }
}

impl Lexer {
    pub(crate) fn new(grammar: &'static Grammar, depth: usize) -> Self {
        Self {
            grammar,
            stack: Vec::new(),
            queue: Vec::new(),
            inner: Vec::new(),
            depth,
            empty: 0,
        }
    }

    /// Reads one piece of code that stands at `offset` in the whole.
    pub(crate) fn read(&mut self, code: &str, offset: usize, tokens: &mut Tokens) {
        let mut pass = Pass {
            code,
            offset,
            at: 0,
            unclosed: vec![usize::MAX; self.grammar.spans],
        };
        while pass.at < code.len() {
            if !self.step(&mut pass, tokens) {
                let length = code[pass.at..].chars().next().map_or(1, char::len_utf8);
                tokens.push(ERROR, offset + pass.at, offset + pass.at + length);
                pass.at += length;
            }
        }
    }

    fn state(&self) -> Id {
        self.stack.last().map_or(ROOT, |entered| entered.state)
    }

    /// Applies the first rule that fits.
    fn step(&mut self, pass: &mut Pass, tokens: &mut Tokens) -> bool {
        let grammar = self.grammar;
        let end = self.stack.last().map_or("", |entered| entered.end.as_str());
        let found = grammar.states[self.state()]
            .iter()
            .find_map(|step| pass.fits(step, end));
        let Some((effect, groups)) = found else {
            return false;
        };
        let start = pass.at;
        let word = match (self.drained(effect), groups.first().copied().flatten()) {
            (Some(class), Some(all)) => {
                tokens.push(class, pass.offset + all.start, pass.offset + all.end);
                pass.at = all.end;
                None
            }
            _ => self.emit(effect, &groups, pass, tokens),
        };
        let moved = pass.at > start;
        for action in &effect.actions {
            self.act(action, &groups, pass.code);
        }
        if let Some(word) = word {
            for action in &word.actions {
                self.act(action, &groups, pass.code);
            }
        }
        self.empty = if moved { 0 } else { self.empty + 1 };
        self.empty <= EMPTY_MATCHES
    }

    /// The class of a match that enters what is queued.
    fn drained(&self, effect: &Effect) -> Option<&'static str> {
        effect.actions.iter().find_map(|action| match action {
            Action::Drain(class) if !self.queue.is_empty() => *class,
            _ => None,
        })
    }

    /// Writes the tokens of a match and goes behind it; says which word of a list it was.
    fn emit(
        &mut self,
        effect: &Effect,
        groups: &Groups,
        pass: &mut Pass,
        tokens: &mut Tokens,
    ) -> Option<&'static Word> {
        let skip = usize::from(effect.classes.len() > 1 || effect.classes.contains(&Class::Ahead));
        let mut word = None;
        for (class, span) in effect.classes.iter().zip(&groups[skip.min(groups.len())..]) {
            let Some(span) = span else { continue };
            if *class == Class::Ahead {
                break;
            }
            tokens.push(
                "",
                pass.offset + pass.at,
                pass.offset + span.start.max(pass.at),
            );
            let (start, end) = (pass.offset + span.start, pass.offset + span.end);
            let text = &pass.code[span.start..span.end];
            match class {
                Class::Named(name) => tokens.push(name, start, end),
                Class::Words(list) => {
                    let found = self.word(*list, text);
                    tokens.push(found.map_or("", |word| word.class), start, end);
                    word = found;
                }
                Class::Language { name, goes_on } => {
                    self.delegate(name, *goes_on, text, start, tokens);
                }
                Class::LanguageOf(group) => {
                    let name = groups.get(*group).copied().flatten();
                    let name = name.map_or("", |span| pass.code[span.start..span.end].trim());
                    self.delegate(name, false, text, start, tokens);
                }
                Class::Ahead => {}
            }
            pass.at = span.end.max(pass.at);
        }
        word
    }

    fn word(&self, list: Id, text: &str) -> Option<&'static Word> {
        let grammar = self.grammar;
        let list = &grammar.lists[list];
        let known = if grammar.ignore_case {
            list.known.get(text.to_ascii_lowercase().as_str())
        } else {
            list.known.get(text)
        };
        known.or(list.other.as_ref())
    }

    fn delegate(
        &mut self,
        language: &str,
        goes_on: bool,
        code: &str,
        offset: usize,
        tokens: &mut Tokens,
    ) {
        let grammar = (self.depth < DEPTH)
            .then(|| languages::grammar(language))
            .flatten();
        let Some(grammar) = grammar else {
            tokens.push("", offset, offset + code.len());
            return;
        };
        let at = self.inner.iter().position(|pair| pair.0 == language);
        let at = at.unwrap_or_else(|| {
            let lexer = Self::new(grammar, self.depth + 1);
            self.inner.push((language.into(), lexer));
            self.inner.len() - 1
        });
        let lexer = &mut self.inner[at].1;
        if !goes_on {
            lexer.stack.clear();
            lexer.queue.clear();
        }
        lexer.read(code, offset, tokens);
    }

    fn ending(&self, ending: Ending, groups: &Groups, code: &str) -> String {
        match ending {
            Ending::None => String::new(),
            Ending::Group(number) => {
                let span = groups.get(number).copied().flatten();
                span.map_or_else(String::new, |span| code[span.start..span.end].into())
            }
            Ending::Same => self
                .stack
                .last()
                .map_or_else(String::new, |top| top.end.clone()),
        }
    }

    fn act(&mut self, action: &Action, groups: &Groups, code: &str) {
        match action {
            Action::Push(state, ending) => {
                let end = self.ending(*ending, groups, code);
                self.stack.push(Entered { state: *state, end });
            }
            Action::Queue(state, ending) => {
                let end = self.ending(*ending, groups, code);
                self.queue.push(Entered { state: *state, end });
            }
            Action::Drain(_) => self.stack.extend(self.queue.drain(..).rev()),
            Action::Pop(count) => {
                let left = self.stack.len().saturating_sub(*count);
                self.stack.truncate(left);
            }
            Action::Replace(state) => {
                let end = self.stack.pop().map_or_else(String::new, |top| top.end);
                self.stack.push(Entered { state: *state, end });
            }
            Action::Reset => self.stack.clear(),
        }
    }
}

/// One piece of code and how far it is read.
struct Pass<'c> {
    code: &'c str,
    offset: usize,
    at: usize,
    /// From where on each span of the grammar is known to have no close.
    unclosed: Vec<usize>,
}

impl Pass<'_> {
    fn input(&self) -> Input<'_> {
        Input::new(self.code)
            .range(self.at..)
            .anchored(Anchored::Yes)
    }

    fn fits<'g>(&mut self, step: &'g Step, end: &str) -> Option<(&'g Effect, Groups)> {
        match step {
            Step::Any {
                patterns,
                effects,
                compiled,
            } => {
                let regex = compiled.get_or_init(|| compile(patterns)).as_ref()?;
                let found = regex.search(&self.input())?;
                let effect = &effects[found.pattern().as_usize()];
                Some((effect, self.groups(regex, effect, &found)))
            }
            Step::Span {
                open,
                close,
                number,
                effect,
                compiled,
            } => {
                let pattern = std::slice::from_ref(open);
                let regex = compiled.get_or_init(|| compile(pattern)).as_ref()?;
                let found = regex.search(&self.input())?;
                let close_at = self.close(*number, found.end(), close)?;
                let all = Span::from(self.at..close_at + close.len());
                Some((effect, vec![Some(all)]))
            }
            Step::End { place, effect } => self.end(end, *place).map(|groups| (effect, groups)),
        }
    }

    fn groups(&self, regex: &Regex, effect: &Effect, found: &regex_automata::Match) -> Groups {
        let named = |action: &Action| {
            matches!(
                action,
                Action::Push(_, Ending::Group(_)) | Action::Queue(..)
            )
        };
        let whole = effect.classes.len() == 1
            && effect.classes[0] != Class::Ahead
            && !effect.actions.iter().any(named);
        if whole {
            return vec![Some(found.span())];
        }
        let mut captures = regex.create_captures();
        regex.search_captures(&self.input(), &mut captures);
        (0..captures.group_len())
            .map(|group| captures.get_group(group))
            .collect()
    }

    fn close(&mut self, number: usize, from: usize, close: &str) -> Option<usize> {
        if from >= self.unclosed[number] {
            return None;
        }
        let found = memchr::memmem::find(&self.code.as_bytes()[from..], close.as_bytes());
        if found.is_none() {
            self.unclosed[number] = from;
        }
        found.map(|at| from + at)
    }

    /// The end that the state was begun with, where it may stand.
    fn end(&self, end: &str, place: Place) -> Option<Groups> {
        let rest = &self.code[self.at..];
        if place == Place::Anywhere {
            return rest
                .starts_with(end)
                .then(|| vec![Some(Span::from(self.at..self.at + end.len()))]);
        }
        if self.at > 0 && !self.code[..self.at].ends_with('\n') {
            return None;
        }
        let blanks = match place {
            Place::Line => 0,
            _ => rest.len() - rest.trim_start_matches([' ', '\t']).len(),
        };
        if place == Place::Deeper {
            return self.deeper(blanks, end.len());
        }
        let after = rest[blanks..].strip_prefix(end)?;
        if place != Place::First && !after.is_empty() && !after.starts_with('\n') {
            return None;
        }
        let breaks = match place {
            Place::First => 0,
            _ => after.len() - after.trim_start_matches('\n').len(),
        };
        Some(self.parts(blanks, end.len(), breaks))
    }

    fn deeper(&self, blanks: usize, least: usize) -> Option<Groups> {
        let rest = &self.code[self.at + blanks..];
        let length = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        let breaks = usize::from(length < rest.len());
        (length == 0 || blanks > least).then(|| self.parts(blanks, length, breaks))
    }

    /// Groups of these lengths from here on, the whole first.
    fn parts(&self, blanks: usize, text: usize, breaks: usize) -> Groups {
        let (start, end) = (self.at + blanks, self.at + blanks + text);
        [self.at..end, self.at..start, start..end, end..end + breaks]
            .map(|range| Some(Span::from(range)))
            .into()
    }
}

/// One expression of many, or nothing if one of them is wrong, which a test rules out.
fn compile(patterns: &[String]) -> Option<Regex> {
    Regex::builder()
        .configure(Config::new().nfa_size_limit(Some(8 << 20)))
        .syntax(syntax::Config::new().multi_line(true))
        .build_many(patterns)
        .ok()
}

impl Step {
    /// The step's expressions are right.
    #[cfg(test)]
    pub(crate) fn compiles(&self) -> Result<(), String> {
        let patterns = match self {
            Self::Any { patterns, .. } => patterns.as_slice(),
            Self::Span { open, .. } => std::slice::from_ref(open),
            Self::End { .. } => return Ok(()),
        };
        patterns.iter().try_for_each(|pattern| {
            Regex::new(pattern)
                .map(|_| ())
                .map_err(|error| format!("{pattern}: {error}"))
        })
    }
}

/// A grammar that is read when it is first asked for.
pub(crate) type Lazy = OnceLock<Option<Grammar>>;
