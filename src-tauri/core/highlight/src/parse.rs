//! Reads the text of a grammar.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::classes::class;
use crate::grammar::{
    Action, Class, Effect, Ending, Grammar, GrammarError, Id, Place, Step, Word, Words,
};
use crate::pattern::expanded;

/// A rule as written.
#[derive(Clone, Debug)]
enum Line {
    Include(String),
    Rule { pattern: String, effect: Effect },
}

/// A grammar whose states still include each other by name.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    names: HashMap<String, Id>,
    states: Vec<Vec<Line>>,
    list_names: HashMap<String, Id>,
    lists: Vec<Words>,
    ignore_case: bool,
}

/// Where the lines go that are being read.
enum Section {
    None,
    State(Id),
    List(Id),
}

impl Draft {
    pub(crate) fn read(
        text: &str,
        find: &dyn Fn(&str) -> Option<&'static str>,
    ) -> Result<Self, GrammarError> {
        let mut draft = Self::default();
        draft.state("root");
        draft.add(text, find)?;
        Ok(draft)
    }

    fn add(
        &mut self,
        text: &str,
        find: &dyn Fn(&str) -> Option<&'static str>,
    ) -> Result<(), GrammarError> {
        let mut section = Section::None;
        // Rules that go before those of the grammar that is extended.
        let mut before: HashMap<Id, Vec<Line>> = HashMap::new();
        let mut adding = false;
        for (at, line) in text.lines().enumerate() {
            let wrong = |what: &str| GrammarError::Line {
                line: at + 1,
                what: format!("{what}: {line}"),
            };
            let line = line.trim_end();
            if line.is_empty() || line.trim_start().starts_with("# ") {
                continue;
            }
            if let Some(name) = line.strip_prefix("extends ") {
                let base =
                    find(name).ok_or_else(|| GrammarError::Language { name: name.into() })?;
                self.add(base, find)?;
            } else if line == "ignore-case" {
                self.ignore_case = true;
            } else if let Some(name) = within(line, '[', ']') {
                adding = name.ends_with('+');
                let id = self.state(name.trim_end_matches('+'));
                if !adding {
                    self.states[id].clear();
                }
                section = Section::State(id);
            } else if let Some(name) = within(line, '{', '}') {
                let id = self.list(name.trim_end_matches('+'));
                if !name.ends_with('+') {
                    self.lists[id] = Words::default();
                }
                section = Section::List(id);
            } else {
                match section {
                    Section::State(id) => {
                        let rule = self.rule(line.trim_start()).map_err(|what| wrong(&what))?;
                        if adding {
                            before.entry(id).or_default().push(rule);
                        } else {
                            self.states[id].push(rule);
                        }
                    }
                    Section::List(id) => {
                        self.words(id, line.trim_start())
                            .map_err(|what| wrong(&what))?;
                    }
                    Section::None => return Err(wrong("outside a state")),
                }
            }
        }
        for (id, mut lines) in before {
            lines.append(&mut self.states[id]);
            self.states[id] = lines;
        }
        Ok(())
    }

    fn state(&mut self, name: &str) -> Id {
        if let Some(&id) = self.names.get(name) {
            return id;
        }
        self.states.push(Vec::new());
        self.names.insert(name.into(), self.states.len() - 1);
        self.states.len() - 1
    }

    fn list(&mut self, name: &str) -> Id {
        if let Some(&id) = self.list_names.get(name) {
            return id;
        }
        self.lists.push(Words::default());
        self.list_names.insert(name.into(), self.lists.len() - 1);
        self.lists.len() - 1
    }

    fn rule(&mut self, line: &str) -> Result<Line, String> {
        if let Some(name) = line.strip_prefix("include ") {
            return Ok(Line::Include(name.trim().into()));
        }
        let (classes, rest) = line
            .split_once(' ')
            .ok_or("a class and a pattern are needed")?;
        let (pattern, actions) = rest.split_once(" => ").unwrap_or((rest, ""));
        let classes = classes
            .split(',')
            .map(|name| self.class(name))
            .collect::<Result<_, _>>()?;
        let actions = self.actions(actions)?;
        Ok(Line::Rule {
            pattern: pattern.trim().into(),
            effect: Effect { classes, actions },
        })
    }

    fn class(&mut self, name: &str) -> Result<Class, String> {
        if name == "-" {
            return Ok(Class::Ahead);
        }
        if let Some(list) = name.strip_prefix('@') {
            return Ok(Class::Words(self.list(list)));
        }
        if let Some(group) = within(name, '<', '>').and_then(|name| name.strip_prefix('$')) {
            return Ok(Class::LanguageOf(group.parse().map_err(|_| "no group")?));
        }
        if let Some(language) = within(name, '<', '>') {
            return Ok(Class::Language {
                name: language.trim_end_matches('+').into(),
                goes_on: language.ends_with('+'),
            });
        }
        named(name).map(Class::Named)
    }

    fn actions(&mut self, text: &str) -> Result<Vec<Action>, String> {
        text.split_whitespace()
            .map(|word| self.action(word))
            .collect()
    }

    fn action(&mut self, word: &str) -> Result<Action, String> {
        Ok(match word {
            "pop" => Action::Pop(1),
            "root" => Action::Reset,
            "drain" => Action::Drain(None),
            _ => {
                if let Some(count) = word.strip_prefix("pop:") {
                    Action::Pop(count.parse().map_err(|_| "no number")?)
                } else if let Some(name) = word.strip_prefix('=') {
                    Action::Replace(self.state(name))
                } else if let Some(name) = word.strip_prefix("drain:") {
                    Action::Drain(Some(named(name)?))
                } else if let Some(rest) = word.strip_prefix("queue:") {
                    let (name, ending) = ending(rest)?;
                    Action::Queue(self.state(name), ending)
                } else {
                    let (name, ending) = ending(word)?;
                    Action::Push(self.state(name), ending)
                }
            }
        })
    }

    fn words(&mut self, id: Id, line: &str) -> Result<(), String> {
        let (words, actions) = line.split_once(" => ").unwrap_or((line, ""));
        let actions = self.actions(actions)?;
        let mut words = words.split_whitespace();
        let class = named(words.next().unwrap_or_default())?;
        for word in words {
            let found = Word {
                class,
                actions: actions.clone(),
            };
            if word == "*" {
                self.lists[id].other = Some(found);
            } else {
                let word = if self.ignore_case {
                    word.to_ascii_lowercase()
                } else {
                    word.into()
                };
                self.lists[id].known.insert(word, found);
            }
        }
        Ok(())
    }

    /// The grammar, with all that is included in place.
    pub(crate) fn finished(self) -> Result<Grammar, GrammarError> {
        let mut spans = 0;
        let mut states = Vec::new();
        for id in 0..self.states.len() {
            if self.states[id].is_empty() {
                return Err(self.unknown(id));
            }
            let mut steps = Vec::new();
            self.place(id, 0, &mut steps, &mut spans)?;
            states.push(steps);
        }
        Ok(Grammar {
            states,
            lists: self.lists,
            spans,
            ignore_case: self.ignore_case,
        })
    }

    fn unknown(&self, id: Id) -> GrammarError {
        let name = self.names.iter().find(|pair| *pair.1 == id);
        GrammarError::Unknown {
            name: name.map(|pair| pair.0.clone()).unwrap_or_default(),
        }
    }

    fn place(
        &self,
        id: Id,
        depth: usize,
        steps: &mut Vec<Step>,
        spans: &mut usize,
    ) -> Result<(), GrammarError> {
        for line in &self.states[id] {
            match line {
                Line::Include(name) => {
                    let inner = *self
                        .names
                        .get(name)
                        .ok_or_else(|| GrammarError::Unknown { name: name.clone() })?;
                    if depth > 16 {
                        return Err(GrammarError::Circle { name: name.clone() });
                    }
                    self.place(inner, depth + 1, steps, spans)?;
                }
                Line::Rule { pattern, effect } => self.step(pattern, effect, steps, spans),
            }
        }
        Ok(())
    }

    fn step(&self, pattern: &str, effect: &Effect, steps: &mut Vec<Step>, spans: &mut usize) {
        let effect = effect.clone();
        let flag = if self.ignore_case { "(?i)" } else { "" };
        let place = match pattern {
            "%end" => Some(Place::Anywhere),
            "%end-line" => Some(Place::Line),
            "%end-indented" => Some(Place::Indented),
            "%end-first" => Some(Place::First),
            "%deeper" => Some(Place::Deeper),
            _ => None,
        };
        if let Some(place) = place {
            steps.push(Step::End { place, effect });
        } else if let Some((open, close)) = pattern.split_once(" ... ") {
            *spans += 1;
            steps.push(Step::Span {
                open: format!("{flag}{}", expanded(open)),
                close: close.into(),
                number: *spans - 1,
                effect,
                compiled: OnceLock::new(),
            });
        } else {
            let pattern = format!("{flag}{}", expanded(pattern));
            if let Some(Step::Any {
                patterns, effects, ..
            }) = steps.last_mut()
            {
                patterns.push(pattern);
                effects.push(effect);
            } else {
                steps.push(Step::Any {
                    patterns: vec![pattern],
                    effects: vec![effect],
                    compiled: OnceLock::new(),
                });
            }
        }
    }
}

/// The name of a state and the end that it is entered with.
fn ending(word: &str) -> Result<(&str, Ending), String> {
    let Some((name, rest)) = word.split_once('(') else {
        return Ok((word, Ending::None));
    };
    let ending = match rest.trim_end_matches(')').strip_prefix('$') {
        Some(number) => Ending::Group(number.parse().map_err(|_| "no group")?),
        None => Ending::Same,
    };
    Ok((name, ending))
}

fn named(name: &str) -> Result<&'static str, String> {
    if name == "." {
        return Ok("");
    }
    class(name).ok_or_else(|| format!("no class {name}"))
}

fn within(line: &str, open: char, close: char) -> Option<&str> {
    line.strip_prefix(open)?.strip_suffix(close)
}
