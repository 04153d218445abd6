//! Tags and outputs of a body, and which tags belong together.

/// Blocks that can hold more Liquid.
const BLOCKS: &[&str] = &[
    "if",
    "unless",
    "case",
    "for",
    "tablerow",
    "capture",
    "highlight",
];

/// One tag or output.
#[derive(Debug, Clone)]
pub(super) struct Token<'b> {
    /// Where it starts in the body.
    pub(super) start: usize,
    /// Where it is over; of `raw` and `comment` the whole.
    pub(super) end: usize,
    /// As the author wrote it, without the inside of `raw` and `comment`.
    pub(super) written: &'b str,
    pub(super) kind: Kind<'b>,
    /// Takes away the blanks before it, and those behind it.
    pub(super) trims: (bool, bool),
    /// The tag that ends this branch of a block.
    pub(super) next: Option<usize>,
    /// It ends a block, or starts a branch of one, that is open.
    pub(super) belongs: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind<'b> {
    /// `{{ ... }}`, without its braces.
    Output(&'b str),
    /// `{% name arguments %}`
    Tag { name: &'b str, arguments: &'b str },
    /// The inside of `raw`, and where it starts.
    Raw { inside: &'b str, start: usize },
    /// A comment.
    Comment,
}

impl<'b> Token<'b> {
    /// The name of a tag; empty for others.
    pub(super) fn name(&self) -> &'b str {
        match self.kind {
            Kind::Tag { name, .. } => name,
            _ => "",
        }
    }
}

/// Reads all tokens; what is opened and never closed is text.
pub(super) fn tokens(body: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut missing = Vec::new();
    let mut at = 0;
    while let Some(start) = next_start(body, at) {
        match token(body, start, &mut missing) {
            Some(token) => {
                at = token.end;
                found.push(token);
            }
            None => at = start + 2,
        }
    }
    join(&mut found);
    found
}

fn next_start(body: &str, mut from: usize) -> Option<usize> {
    let bytes = body.as_bytes();
    loop {
        let start = from + memchr::memchr(b'{', bytes.get(from..)?)?;
        if matches!(bytes.get(start + 1), Some(b'%' | b'{')) {
            return Some(start);
        }
        from = start + 1;
    }
}

/// Reads the token at `start`; `missing` holds the ends that nothing further on has.
fn token<'b>(body: &'b str, start: usize, missing: &mut Vec<&'static str>) -> Option<Token<'b>> {
    let rest = &body[start..];
    let tag = rest.starts_with("{%");
    let close = if tag { "%}" } else { "}}" };
    let end = search(missing, close, || rest[2..].find(close))? + 2;
    let written = &rest[..end + 2];
    let (inner, trims) = trimmed(&written[2..end]);
    let mut token = Token {
        start,
        end: start + written.len(),
        written,
        kind: Kind::Output(inner),
        trims,
        next: None,
        belongs: false,
    };
    if !tag {
        return Some(token);
    }
    let (name, arguments) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    let arguments = arguments.trim();
    token.kind = Kind::Tag { name, arguments };
    let verbatim = ["raw", "comment"].into_iter().find(|known| *known == name);
    let Some(name) = verbatim else {
        return Some(token);
    };
    let after = &body[token.end..];
    if let Some((inside, length, trims)) = search(missing, name, || inside(after, name)) {
        let start = token.end;
        token.end += length;
        token.trims.1 = trims;
        token.kind = if name == "raw" {
            Kind::Raw { inside, start }
        } else {
            Kind::Comment
        };
    }
    Some(token)
}

/// Looks for something, unless it was looked for in vain before.
fn search<T>(
    missing: &mut Vec<&'static str>,
    what: &'static str,
    look: impl FnOnce() -> Option<T>,
) -> Option<T> {
    if missing.contains(&what) {
        return None;
    }
    let found = look();
    if found.is_none() {
        missing.push(what);
    }
    found
}

/// The inside without the hyphens that ask for trimming.
fn trimmed(inner: &str) -> (&str, (bool, bool)) {
    let (left, right) = (inner.starts_with('-'), inner.ends_with('-'));
    let inner = inner.strip_prefix('-').unwrap_or(inner);
    let inner = inner.strip_suffix('-').unwrap_or(inner);
    (inner.trim(), (left, right))
}

/// The text up to the end tag of `name`, the length with it, and whether it trims what follows.
fn inside<'b>(text: &'b str, name: &str) -> Option<(&'b str, usize, bool)> {
    let mut from = 0;
    loop {
        let start = from + text[from..].find("{%")?;
        let end = start + 2 + text[start + 2..].find("%}")?;
        let (inner, trims) = trimmed(&text[start + 2..end]);
        if inner.strip_prefix("end") == Some(name) {
            return Some((&text[..start], end + 2, trims.1));
        }
        from = start + 2;
    }
}

/// Ties each branch of a block to the tag that ends it.
fn join(tokens: &mut [Token<'_>]) {
    // Name, first tag and last branch of each open block.
    let mut open: Vec<(&str, usize, usize)> = Vec::new();
    for at in 0..tokens.len() {
        let name = tokens[at].name();
        if BLOCKS.contains(&name) {
            open.push((name, at, at));
            continue;
        }
        let Some((block, _, branch)) = open.last_mut() else {
            continue;
        };
        let ends = name.strip_prefix("end") == Some(block);
        let branches = matches!(*block, "if" | "unless" | "case" | "for");
        if ends || branches && matches!(name, "elsif" | "else" | "when") {
            tokens[*branch].next = Some(at);
            tokens[at].belongs = true;
            *branch = at;
        }
        if ends {
            open.pop();
        }
    }
    // What is never closed is no block.
    for (_, first, _) in open {
        let mut branch = Some(first);
        while let Some(next) = branch.and_then(|at| tokens[at].next.take()) {
            tokens[next].belongs = false;
            branch = Some(next);
        }
    }
}
