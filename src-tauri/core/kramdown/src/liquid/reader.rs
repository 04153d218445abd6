//! Goes through the tokens of a body and writes what Markdown gets to read.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::labels::{Labels, escaped};
use super::tokens::{Kind, Token, tokens};
use super::value::{Value, condition, expression, split};
use super::{Blog, Place};

/// How deep includes and highlighted code are followed into each other.
const MAX_DEPTH: usize = 8;
/// How many bytes of included files are read for one body.
const MAX_INCLUDED: usize = 1 << 20;

/// Resolves a body.
pub(super) fn read(body: &str, blog: &dyn Blog, labels: &mut Labels) -> (String, Vec<Place>) {
    let mut shared = Shared {
        blog,
        labels,
        assigned: HashMap::new(),
        left: MAX_INCLUDED,
    };
    let mut reader = Reader::new(body, &mut shared, None, 0);
    reader.run();
    (reader.text, reader.places)
}

/// What a body and the files that it includes have in common.
struct Shared<'s> {
    blog: &'s dyn Blog,
    labels: &'s mut Labels,
    /// Values of `assign`; nothing for those that only the build knows.
    assigned: HashMap<String, Option<Value>>,
    /// Bytes that may still be included.
    left: usize,
}

/// What an include was given.
type Given = HashMap<String, Option<Value>>;

struct Reader<'r, 's> {
    body: &'r str,
    tokens: Vec<Token<'r>>,
    shared: &'r mut Shared<'s>,
    given: Option<Given>,
    depth: usize,
    /// How far the body is written.
    at: usize,
    text: String,
    places: Vec<Place>,
    /// The open blocks: whether it is known which branch counts.
    open: Vec<bool>,
    /// Marks were left for something that is not known.
    marked: bool,
}

impl<'r, 's> Reader<'r, 's> {
    fn new(body: &'r str, shared: &'r mut Shared<'s>, given: Option<Given>, depth: usize) -> Self {
        Self {
            body,
            tokens: tokens(body),
            shared,
            given,
            depth,
            at: 0,
            text: String::with_capacity(body.len()),
            places: vec![Place {
                new: 0,
                old: 0,
                own: true,
            }],
            open: Vec::new(),
            marked: false,
        }
    }

    fn run(&mut self) {
        let all = self.tokens.len();
        self.span(0, all);
        self.copy(self.body.len());
    }

    /// Writes the tokens from one to another, and the text before each.
    fn span(&mut self, first: usize, end: usize) {
        let mut number = first;
        while number < end {
            let (start, trims) = (self.tokens[number].start, self.tokens[number].trims);
            self.copy(start);
            if trims.0 {
                let literal = self.places.last().map_or(0, |place| place.new);
                let kept = self.text[literal..].trim_end().len();
                self.text.truncate(literal + kept);
            }
            self.place(start, false);
            number = self.token(number);
            let last = &self.tokens[number - 1];
            self.at = last.end;
            if last.trims.1 {
                let rest = &self.body[self.at..];
                self.at += rest.len() - rest.trim_start().len();
            }
            self.place(self.at, true);
        }
    }

    /// Starts a piece here.
    fn place(&mut self, old: usize, own: bool) {
        let new = self.text.len();
        self.places.push(Place { new, old, own });
    }

    fn copy(&mut self, end: usize) {
        self.text.push_str(&self.body[self.at..end]);
        self.at = end;
    }

    /// Writes one token; gives the number of the one to go on with.
    fn token(&mut self, number: usize) -> usize {
        let next = number + 1;
        match self.tokens[number].kind {
            Kind::Comment => {}
            Kind::Raw { inside, start } => {
                self.place(start, true);
                self.text.push_str(inside);
                self.place(start + inside.len(), false);
            }
            Kind::Output(inner) => match self.value(inner) {
                Some(value) => self.text.push_str(&value.text()),
                None => self.mark(number),
            },
            Kind::Tag { name, arguments } => return self.tag(number, name, arguments),
        }
        next
    }

    fn tag(&mut self, number: usize, name: &str, arguments: &str) -> usize {
        let is_block = self.tokens[number].next.is_some();
        let belongs = self.tokens[number].belongs;
        match name {
            "if" | "unless" if is_block => return self.branch(number),
            "highlight" if is_block => return self.highlight(number, arguments),
            "case" | "for" | "tablerow" | "capture" if is_block => {
                if name == "capture" {
                    self.assign(arguments, None);
                }
                self.open.push(false);
                self.mark(number);
            }
            "elsif" | "else" | "when" if belongs => {
                if self.open.last() == Some(&true) {
                    self.open.pop();
                    return self.end_of(number) + 1;
                }
                self.mark(number);
            }
            _ if belongs => {
                if self.open.pop() != Some(true) {
                    self.mark(number);
                }
            }
            "assign" => self.assign_tag(number, arguments),
            "link" | "post_url" => {
                let blog = self.shared.blog;
                let found = if name == "link" {
                    blog.link(arguments)
                } else {
                    blog.post(arguments)
                };
                match found {
                    Some(address) => self.text.push_str(&address),
                    None => self.mark(number),
                }
            }
            "include" => match self.include(arguments) {
                Some(text) => self.text.push_str(&text),
                None => self.mark(number),
            },
            _ => self.mark(number),
        }
        number + 1
    }

    /// The tag that closes the block that this branch belongs to.
    fn end_of(&self, mut number: usize) -> usize {
        while let Some(next) = self.tokens[number].next {
            number = next;
        }
        number
    }

    /// Finds the branch that counts; gives the number of the token to go on with.
    fn branch(&mut self, first: usize) -> usize {
        let mut number = first;
        loop {
            let Kind::Tag { name, arguments } = self.tokens[number].kind else {
                return number + 1;
            };
            let holds = match name {
                "if" | "elsif" => self.holds(arguments),
                "unless" => self.holds(arguments).map(|holds| !holds),
                "else" => Some(true),
                _ => return number + 1,
            };
            match (holds, self.tokens[number].next) {
                (Some(false), Some(next)) => number = next,
                (known, _) => {
                    self.open.push(known.is_some());
                    if known.is_none() {
                        self.mark(number);
                    }
                    return number + 1;
                }
            }
        }
    }

    fn assign_tag(&mut self, number: usize, arguments: &str) {
        let Some((name, value)) = arguments.split_once('=') else {
            return self.mark(number);
        };
        let value = self.value(value.trim());
        // In a branch that may not count, nobody knows.
        let certain = !self.open.contains(&false);
        self.assign(name, value.filter(|_| certain));
    }

    fn assign(&mut self, name: &str, value: Option<Value>) {
        let name = name.trim().trim_matches(['"', '\'']);
        self.shared.assigned.insert(name.to_string(), value);
    }

    /// Code as Jekyll's own tag writes it.
    fn highlight(&mut self, number: usize, arguments: &str) -> usize {
        let end = self.end_of(number);
        let language = arguments
            .split_whitespace()
            .next()
            .unwrap_or("text")
            .to_lowercase();
        let (from, until) = (self.tokens[number].end, self.tokens[end].start);
        let code = if self.depth < MAX_DEPTH {
            let outer = (
                std::mem::take(&mut self.text),
                std::mem::take(&mut self.places),
            );
            self.depth += 1;
            self.at = from;
            self.place(from, true);
            self.span(number + 1, end);
            self.copy(until);
            self.depth -= 1;
            self.places = outer.1;
            std::mem::replace(&mut self.text, outer.0)
        } else {
            self.body[from..until].to_string()
        };
        let code = coloured(code.trim_matches(['\n', '\r']), &language);
        // Writing to a String has no error.
        let _ = write!(
            self.text,
            "\n<figure class=\"highlight\"><pre><code class=\"language-{}\" data-lang=\"{language}\">{code}</code></pre></figure>\n",
            language.replace('+', "-")
        );
        end + 1
    }

    /// The text of an included file, if all of it is known.
    fn include(&mut self, arguments: &str) -> Option<String> {
        let (name, rest) = arguments
            .split_once(char::is_whitespace)
            .unwrap_or((arguments, ""));
        if self.depth >= MAX_DEPTH {
            return None;
        }
        let file = self.shared.blog.include(name)?;
        self.shared.left = self.shared.left.checked_sub(file.len() + 1)?;
        let given = self.given(rest);
        let mut reader = Reader::new(&file, self.shared, Some(given), self.depth + 1);
        reader.run();
        (!reader.marked).then_some(reader.text)
    }

    /// `name="text" other=variable`
    fn given(&self, text: &str) -> Given {
        let mut given = Given::new();
        let mut name = "";
        // Blanks around the sign between name and value are not told apart from those between pairs.
        for part in split(text, ' ')
            .into_iter()
            .flat_map(|part| split(part, '='))
        {
            let part = part.trim();
            if part.is_empty() {
                continue;
            }
            if name.is_empty() {
                name = part;
            } else {
                given.insert(name.to_string(), self.value(part));
                name = "";
            }
        }
        given
    }

    fn value(&self, text: &str) -> Option<Value> {
        expression(text, &|name| self.named(name))
    }

    fn holds(&self, text: &str) -> Option<bool> {
        condition(text, &|name| self.named(name))
    }

    fn named(&self, name: &str) -> Option<Value> {
        if let Some(value) = self.shared.assigned.get(name) {
            return value.clone();
        }
        match (&self.given, name.strip_prefix("include.")) {
            (Some(given), Some(name)) => given.get(name).cloned().unwrap_or(Some(Value::Nil)),
            _ => self.shared.blog.variable(name),
        }
    }

    /// Leaves a mark for something that only the build knows.
    fn mark(&mut self, number: usize) {
        self.marked = true;
        let token = &self.tokens[number];
        let control = token.next.is_some() || token.belongs;
        // Such a tag leaves an empty line in the page, which ends the block before it.
        let apart = control && self.alone(token);
        if apart {
            self.text.push('\n');
        }
        self.shared.labels.mark(token.written, &mut self.text);
        if apart {
            self.text.push('\n');
        }
    }

    /// The token has its line for itself, from its first column on.
    fn alone(&self, token: &Token<'_>) -> bool {
        let rest = &self.body[token.end..];
        let line = rest.find('\n').map_or(rest, |end| &rest[..end]);
        (token.start == 0 || self.body[..token.start].ends_with('\n')) && line.trim().is_empty()
    }
}

/// Code with its colours.
fn coloured(code: &str, language: &str) -> String {
    let Some(tokens) = faircopy_highlight::tokens(language, code) else {
        return escaped(code);
    };
    tokens.iter().fold(String::new(), |mut out, token| {
        let piece = escaped(&code[token.range.clone()]);
        // Writing to a String has no error.
        let _ = match token.class {
            "" => write!(out, "{piece}"),
            class => write!(out, "<span class=\"{class}\">{piece}</span>"),
        };
        out
    })
}
