//! Writes code blocks and spans with the wrappers of the blog's highlighter.

use crate::kramdown::escape::{attributes, escape_all};
use crate::kramdown::languages::is_known;
use crate::kramdown::tree::{Attributes, Node};
use crate::kramdown::writer::Writer;
use crate::options::Highlighter;

/// The language a class list names.
fn language(attributes: &Attributes) -> Option<&str> {
    let class = &attributes.iter().find(|pair| pair.0 == "class")?.1;
    class
        .split_whitespace()
        .find_map(|word| word.strip_prefix("language-"))
}

impl Writer<'_> {
    /// The language whose lexer colours this code, if any does.
    fn lexer<'a>(&'a self, node: &'a Node) -> Option<&'a str> {
        let language = language(&node.attributes).or(self.options.default_lang.as_deref())?;
        let name = language.split('?').next().unwrap_or(language);
        (self.options.highlighter == Highlighter::Rouge && is_known(name)).then_some(language)
    }

    /// The attributes of coloured code.
    fn coloured(node: &Node, lexer: &str) -> Attributes {
        let mut found = node.attributes.clone();
        let class = match found.iter().position(|pair| pair.0 == "class") {
            Some(at) => found.remove(at).1,
            None => String::new(),
        };
        let named = class
            .split_whitespace()
            .any(|word| word.starts_with("language-"));
        let lead = if named {
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
        if let Some(found) = self.lexer(node).map(|lexer| Self::coloured(node, lexer)) {
            self.out.push_str(&spaces);
            self.out.push_str("<div");
            attributes(&found, &mut self.out);
            self.out
                .push_str("><div class=\"highlight\"><pre class=\"highlight\"><code>");
            escape_all(text, &mut self.out);
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
        let found = self.lexer(node).map(|lexer| Self::coloured(node, lexer));
        self.out.push_str("<code");
        attributes(found.as_ref().unwrap_or(&node.attributes), &mut self.out);
        self.out.push('>');
        escape_all(text, &mut self.out);
        self.out.push_str("</code>");
    }
}

/// The attributes of `<pre>` and `<code>` without colours: the language goes inside.
fn plain(node: &Node) -> (Attributes, Attributes) {
    let mut outer = node.attributes.clone();
    let mut inner = Attributes::new();
    if let Some(at) = outer.iter().position(|pair| pair.0 == "class") {
        let class = outer[at].1.clone();
        let (language, rest): (Vec<&str>, Vec<&str>) = class
            .split_whitespace()
            .partition(|word| word.starts_with("language-"));
        if !language.is_empty() {
            inner.push(("class".into(), language.join(" ")));
            outer[at].1 = rest.join(" ");
        }
        if outer[at].1.is_empty() {
            outer.remove(at);
        }
    }
    (outer, inner)
}
