//! Links, images, autolinks and footnote markers.

use crate::kramdown::attributes::{identifier_length, resolve};
use crate::kramdown::definitions::Use;
use crate::kramdown::inline::{MAX_DEPTH, Spans, Stop};
use crate::kramdown::references::normalize_id;
use crate::kramdown::scan::SPACE;
use crate::kramdown::scan::is_space;
use crate::kramdown::tree::{Kind, Node};

impl Spans<'_> {
    /// Counts brackets; the text of a link ends where they are even.
    pub(crate) fn bracket_stops(&self, into: &Node, open: &mut usize) -> bool {
        let rest = self.rest();
        if rest.starts_with(']') {
            *open = open.saturating_sub(1);
        } else if rest.starts_with('[') || rest.starts_with("![") {
            *open += 1;
        } else {
            return false;
        }
        let images = into
            .children
            .iter()
            .filter(|child| matches!(child.kind, Kind::Image))
            .count();
        *open == images
    }

    /// Reads a link or image, or leaves its opening signs as text.
    pub(crate) fn link(&mut self, into: &mut Node) -> bool {
        let start = self.at;
        let image = self.byte(0) == Some(b'!');
        let length = 1 + usize::from(image);
        if matches!(self.byte(length), None | Some(b'^')) {
            return false;
        }
        let nested = !image && self.links > 0;
        if !nested && self.depth <= MAX_DEPTH && self.budget > 0 {
            self.at += length;
            if let Some(node) = self.link_from_text(start + length, image) {
                into.children.push(node);
                return true;
            }
        }
        self.at = start + length;
        self.add_text(into, start..start + length);
        true
    }

    fn link_from_text(&mut self, start: usize, image: bool) -> Option<Node> {
        let mut node = Node::new(if image { Kind::Image } else { Kind::Link });
        self.links += 1;
        let found = self.read(&mut node, &mut Stop::Bracket { open: 1 });
        self.links -= 1;
        if !found {
            return None;
        }
        let label = unescape(&self.text[start..self.at]);
        self.at += 1;
        if let Some((id, length)) = inline_id(self.rest()) {
            self.at += length;
            return self.referenced(node, id.unwrap_or(&label), &label);
        }
        if self.byte(0) != Some(b'(') {
            return self.referenced(node, &label, &label);
        }
        let (url, title) = self.target()?;
        finish(&mut node, &url, title.as_deref(), &label);
        Some(node)
    }

    fn referenced(&mut self, mut node: Node, id: &str, label: &str) -> Option<Node> {
        let id = normalize_id(id);
        let target = self.context.definitions.links.get(&id);
        self.uses.push(Use::Link(id));
        let target = target?;
        if let Some(list) = &target.list {
            if matches!(node.kind, Kind::Image) {
                node.list = Some(Box::new(list.clone()));
            }
            resolve(&mut node.attributes, list, &self.context.definitions.lists);
        }
        finish(&mut node, &target.url, target.title.as_deref(), label);
        Some(node)
    }

    /// `(url "title")`, read to its end.
    fn target(&mut self) -> Option<(String, Option<String>)> {
        let rest = self.rest();
        if let Some(inner) = rest.strip_prefix("(<")
            && let Some(end) = inner.split('\n').next().unwrap_or_default().find('>')
        {
            let url = inner[..end].to_string();
            let after = &inner[end + 1..];
            if after.starts_with(')') {
                self.at += 2 + end + 2;
                return Some((url, None));
            }
            let (title, length) = title(after)?;
            self.at += 2 + end + 1 + length;
            return Some((url, Some(title)));
        }
        let (end, closed) = url_end(rest);
        self.pay(end);
        if closed {
            self.at += end;
            return Some((rest[1..end - 1].trim_matches(SPACE).to_string(), None));
        }
        let (title, length) = title(&rest[end..])?;
        self.at += end + length;
        Some((rest[1..end].trim_matches(SPACE).to_string(), Some(title)))
    }

    /// `<http://...>` and `<name@host>`
    pub(crate) fn autolink(&mut self, into: &mut Node) -> bool {
        if self.budget == 0 {
            return false;
        }
        let inner = &self.text[self.at + 1..];
        let window = inner.find('>').map(|end| &inner[..end]);
        self.pay(window.map_or(inner.len(), str::len));
        let Some(target) = window else { return false };
        let mail = is_mail(target);
        if !mail && !is_url(target) {
            return false;
        }
        let mut node = Node::new(Kind::Link);
        let shown = target.strip_prefix("mailto:").unwrap_or(target);
        let url = if mail {
            format!("mailto:{target}")
        } else {
            target.to_string()
        };
        node.set("href", &url);
        node.children.push(Node::text(shown));
        into.children.push(node);
        self.at += target.len() + 2;
        true
    }

    /// `[^name]`
    pub(crate) fn footnote_marker(&mut self, into: &mut Node) -> bool {
        let Some(inner) = self.rest().strip_prefix("[^") else {
            return false;
        };
        let length = identifier_length(inner);
        if length == 0 || !inner[length..].starts_with(']') {
            return false;
        }
        let name = inner[..length].to_string();
        let known = self.context.definitions.footnotes.contains_key(&name);
        self.uses.push(Use::Footnote(name.clone()));
        let start = self.at;
        self.at += length + 3;
        if known {
            into.children.push(Node::new(Kind::Footnote(name)));
        } else {
            self.add_text(into, start..self.at);
        }
        true
    }
}

fn finish(node: &mut Node, url: &str, title: Option<&str>, label: &str) {
    if matches!(node.kind, Kind::Image) {
        node.set("src", url);
        node.set("alt", label);
        node.children.clear();
    } else {
        node.set("href", url);
    }
    if let Some(title) = title.filter(|title| !title.is_empty()) {
        node.set("title", title);
    }
}

/// `[id]` behind the text, white space before it allowed.
fn inline_id(text: &str) -> Option<(Option<&str>, usize)> {
    let space = text.bytes().take_while(|byte| is_space(*byte)).count();
    let inner = text[space..].strip_prefix('[')?;
    let end = inner.find(']')?;
    let id = (end > 0).then(|| &inner[..end]);
    Some((id, space + 1 + end + 1))
}

/// Where the URL ends that starts with `(`, and whether its parenthesis was closed there.
fn url_end(text: &str) -> (usize, bool) {
    let bytes = text.as_bytes();
    let mut open = 0usize;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'(' => open += 1,
            b')' => {
                open -= 1;
                if open == 0 {
                    return (at + 1, true);
                }
            }
            _ if is_space(*byte) && matches!(bytes.get(at + 1), Some(b'"' | b'\'')) => {
                return (at + 1, false);
            }
            _ => {}
        }
    }
    (text.len(), false)
}

/// `"title")` with white space around.
fn title(text: &str) -> Option<(String, usize)> {
    let start = text.bytes().take_while(|byte| is_space(*byte)).count();
    let quote = text[start..]
        .chars()
        .next()
        .filter(|c| matches!(c, '"' | '\''))?;
    let inner = &text[start + 1..];
    let mut from = inner.chars().next()?.len_utf8();
    while let Some(found) = inner[from..].find(quote) {
        let end = from + found;
        let space = inner[end + 1..]
            .bytes()
            .take_while(|byte| is_space(*byte))
            .count();
        if inner[end + 1 + space..].starts_with(')') {
            return Some((inner[..end].to_string(), start + 1 + end + 1 + space + 1));
        }
        from = end + 1;
    }
    None
}

fn unescape(text: &str) -> String {
    if memchr::memchr(b'\\', text.as_bytes()).is_none() {
        return text.to_string();
    }
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\\'
            && chars
                .peek()
                .is_some_and(|next| *next != '~' && crate::kramdown::signs::is_escapable(*next))
        {
            plain.extend(chars.next());
        } else {
            plain.push(c);
        }
    }
    plain
}

fn is_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    matches!(scheme, "mailto" | "http" | "https" | "ftp" | "ftps")
        && !rest.is_empty()
        && !rest.contains('\n')
}

fn is_mail(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else {
        return false;
    };
    let fits = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
    };
    fits(name) && fits(host)
}
