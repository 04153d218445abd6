//! Writes code blocks and spans with the wrappers and colours of the blog's highlighter.

use std::ops::Range;

use crate::kramdown::escape::{attributes, escape_all};
use crate::kramdown::languages::is_known;
use crate::kramdown::scan::SPACE;
use crate::kramdown::tree::{Attributes, Node};
use crate::kramdown::writer::Writer;
use crate::options::Highlighter;

/// Where `language-name` stands in a class list.
fn language_in(class: &str) -> Option<Range<usize>> {
    class.match_indices("language-").find_map(|(at, lead)| {
        let inside = class[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let name = &class[at + lead.len()..];
        let length = name.find(SPACE).unwrap_or(name.len());
        (!inside && length > 0).then(|| at..at + lead.len() + length)
    })
}

/// The language a class list names.
fn language(attributes: &Attributes) -> Option<&str> {
    let class = &attributes.iter().find(|pair| pair.0 == "class")?.1;
    let found = language_in(class)?;
    Some(&class[found.start + "language-".len()..found.end])
}

impl<'w> Writer<'w> {
    /// The language whose lexer colours this code, if any does.
    fn lexer<'a>(&self, node: &'a Node) -> Option<&'a str>
    where
        'w: 'a,
    {
        let language = language(&node.attributes).or(self.options.default_lang.as_deref())?;
        let name = language.split('?').next().unwrap_or(language);
        (self.options.highlighter == Highlighter::Rouge && is_known(name)).then_some(language)
    }

    /// Writes the attributes of coloured code.
    fn write_coloured(&mut self, node: &Node, lexer: &str) {
        if node.attributes.is_empty() {
            self.out.push_str(" class=\"language-");
            escape_all(lexer, &mut self.out);
            self.out.push_str(" highlighter-rouge\"");
        } else {
            attributes(&Self::attributes(node, lexer), &mut self.out);
        }
    }

    /// The attributes of coloured code.
    fn attributes(node: &Node, lexer: &str) -> Attributes {
        let mut found = node.attributes.clone();
        let class = match found.iter().position(|pair| pair.0 == "class") {
            Some(at) => found.remove(at).1,
            None => String::new(),
        };
        let lead = if language_in(&class).is_some_and(|found| found.start == 0) {
            String::new()
        } else {
            format!("language-{lexer} ")
        };
        let gap = if class.is_empty() { "" } else { " " };
        found.insert(
            0,
            (
                "class".into(),
                format!("{lead}{class}{gap}highlighter-rouge"),
            ),
        );
        found
    }

    pub(crate) fn code_block(&mut self, node: &Node, text: &str, indent: usize) {
        let spaces = " ".repeat(indent);
        if let Some(lexer) = self.lexer(node) {
            self.out.push_str(&spaces);
            self.out.push_str("<div");
            self.write_coloured(node, lexer);
            self.out
                .push_str("><div class=\"highlight\"><pre class=\"highlight\"><code>");
            self.code_text(node, text);
            self.out.push_str("</code></pre></div>");
            self.out.push_str(&spaces);
            self.out.push_str("</div>\n");
            return;
        }
        let (outer, inner) = plain(node);
        self.out.push_str(&spaces);
        self.out.push_str("<pre");
        attributes(&outer, &mut self.out);
        self.out.push_str("><code");
        attributes(&inner, &mut self.out);
        self.out.push('>');
        escape_all(text.strip_suffix('\n').unwrap_or(text), &mut self.out);
        self.out.push_str("\n</code></pre>\n");
    }

    pub(crate) fn code_span(&mut self, node: &Node, text: &str) {
        self.out.push_str("<code");
        match self.lexer(node) {
            Some(lexer) => self.write_coloured(node, lexer),
            None => attributes(&node.attributes, &mut self.out),
        }
        self.out.push('>');
        self.code_text(node, text);
        self.out.push_str("</code>");
    }

    /// Code with a `<span>` around each piece that its language gives a class.
    fn code_text(&mut self, node: &Node, text: &str) {
        let tokens = self.lexer(node).and_then(|lexer| {
            let name = lexer.split('?').next().unwrap_or(lexer);
            faircopy_highlight::tokens(name, text)
        });
        let Some(tokens) = tokens else {
            escape_all(text, &mut self.out);
            return;
        };
        for token in tokens {
            let piece = &text[token.range];
            if token.class.is_empty() {
                escape_all(piece, &mut self.out);
                continue;
            }
            self.out.push_str("<span class=\"");
            self.out.push_str(token.class);
            self.out.push_str("\">");
            escape_all(piece, &mut self.out);
            self.out.push_str("</span>");
        }
    }
}

/// The attributes of `<pre>` and `<code>` without colours: the language goes inside.
fn plain(node: &Node) -> (Attributes, Attributes) {
    let mut outer = node.attributes.clone();
    let mut inner = Attributes::new();
    if let Some(at) = outer.iter().position(|pair| pair.0 == "class") {
        let class = outer[at].1.clone();
        if let Some(found) = language_in(&class) {
            inner.push(("class".into(), class[found.clone()].to_string()));
            let rest = format!("{}{}", &class[..found.start], &class[found.end..]);
            outer[at].1 = rest.trim_matches(SPACE).to_string();
        }
        if outer[at].1.is_empty() {
            outer.remove(at);
        }
    }
    (outer, inner)
}
