//! Liquid in a body: what Jekyll resolves before any Markdown is read.
//!
//! Addresses, `raw`, `comment` and `highlight` are resolved; every other tag stands as a labelled placeholder,
//! never as garbled text.  Nothing is run: conditions and loops show their inside once.

use std::fmt::Write as _;

/// What a body may ask of its blog.
pub trait Blog {
    /// The value of a variable such as `site.baseurl`, if it is known.
    fn variable(&self, name: &str) -> Option<String>;
    /// The address of `{% link path %}`.
    fn link(&self, path: &str) -> Option<String>;
    /// The address of `{% post_url name %}`.
    fn post(&self, name: &str) -> Option<String>;
}

/// A body after Liquid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// What Markdown gets to read.
    pub text: String,
    /// Places in `text` and the body where their distance changes, in order.
    places: Vec<(usize, usize)>,
}

impl Resolved {
    /// The place in the body that a place in `text` came from.
    pub fn source(&self, at: usize) -> usize {
        let before = self.places.partition_point(|place| place.0 <= at);
        match before.checked_sub(1).map(|last| self.places[last]) {
            Some((new, old)) => {
                let limit = self.places.get(before).map_or(usize::MAX, |next| next.1);
                (old + at - new).min(limit)
            }
            None => at,
        }
    }
}

/// The body holds Liquid, so that it has to be resolved before it is rendered.
pub fn is_used(body: &str) -> bool {
    body.contains("{%") || body.contains("{{")
}

/// Resolves what can be resolved and marks the rest.
pub fn resolve(body: &str, blog: &dyn Blog) -> Resolved {
    let mut reader = Reader {
        body,
        blog,
        at: 0,
        text: String::with_capacity(body.len()),
        places: vec![(0, 0)],
        missing: Vec::new(),
    };
    while let Some(start) = next_start(body, reader.at) {
        reader.copy(start);
        reader.item();
        reader.places.push((reader.text.len(), reader.at));
    }
    reader.copy(body.len());
    Resolved {
        text: reader.text,
        places: reader.places,
    }
}

fn next_start(body: &str, at: usize) -> Option<usize> {
    let mut from = at;
    while let Some(found) = body[from..].find('{') {
        let start = from + found;
        if body[start + 1..].starts_with(['%', '{']) {
            return Some(start);
        }
        from = start + 1;
    }
    None
}

struct Reader<'r> {
    body: &'r str,
    blog: &'r dyn Blog,
    at: usize,
    text: String,
    places: Vec<(usize, usize)>,
    /// Ends that nothing behind this place holds.
    missing: Vec<String>,
}

impl Reader<'_> {
    fn copy(&mut self, end: usize) {
        self.text.push_str(&self.body[self.at..end]);
        self.at = end;
    }

    /// Reads one tag or output here.
    fn item(&mut self) {
        let rest = &self.body[self.at..];
        let tag = rest.starts_with("{%");
        let close = if tag { "%}" } else { "}}" };
        let Some(end) = self.unless_missing(close, || rest.find(close)) else {
            self.copy(self.at + 1);
            return;
        };
        let written = &rest[..end + 2];
        let inner = written[2..end]
            .trim_start_matches('-')
            .trim_end_matches('-')
            .trim();
        if !tag {
            self.at += written.len();
            match self.output(inner) {
                Some(value) => self.text.push_str(&value),
                None => self.placeholder(written, false),
            }
            return;
        }
        let (name, arguments) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
        self.tag(name, arguments.trim(), written);
    }

    fn tag(&mut self, name: &str, arguments: &str, written: &str) {
        let alone = self.alone(written.len());
        match name {
            "raw" | "comment" | "highlight" => {
                let after = &self.body[self.at + written.len()..];
                let Some((inside, end)) = self.unless_missing(name, || inside(after, name)) else {
                    self.at += written.len();
                    self.placeholder(written, alone);
                    return;
                };
                self.at += written.len() + end;
                match name {
                    "raw" => self.text.push_str(inside),
                    "highlight" => self.highlight(inside, arguments),
                    _ => {}
                }
            }
            "link" | "post_url" => {
                self.at += written.len();
                let found = if name == "link" {
                    self.blog.link(arguments)
                } else {
                    self.blog.post(arguments)
                };
                match found {
                    Some(address) => self.text.push_str(&address),
                    None => self.placeholder(written, false),
                }
            }
            _ => {
                self.at += written.len();
                self.placeholder(written, alone);
            }
        }
    }

    /// Looks for something, unless it was looked for in vain before.
    fn unless_missing<T>(&mut self, name: &str, look: impl FnOnce() -> Option<T>) -> Option<T> {
        if self.missing.iter().any(|known| known == name) {
            return None;
        }
        let found = look();
        if found.is_none() {
            self.missing.push(name.to_string());
        }
        found
    }

    /// The tag has its line for itself.
    fn alone(&self, length: usize) -> bool {
        let line = self.body[..self.at].rfind('\n').map_or(0, |end| end + 1);
        let after = &self.body[self.at + length..];
        let rest = after.find('\n').map_or(after, |end| &after[..end]);
        self.body[line..self.at].trim().is_empty() && rest.trim().is_empty()
    }

    fn output(&self, inner: &str) -> Option<String> {
        let mut parts = inner.split('|').map(str::trim);
        let first = parts.next()?;
        let quoted = first
            .strip_prefix('"')
            .and_then(|text| text.strip_suffix('"'));
        let quoted = quoted.or_else(|| {
            first
                .strip_prefix('\'')
                .and_then(|text| text.strip_suffix('\''))
        });
        let mut value = quoted
            .map(str::to_string)
            .or_else(|| self.blog.variable(first))?;
        for filter in parts {
            let base = self.blog.variable("site.baseurl").unwrap_or_default();
            let path = if value.starts_with('/') {
                value.clone()
            } else {
                format!("/{value}")
            };
            value = match filter {
                "relative_url" => format!("{base}{path}"),
                "absolute_url" => format!(
                    "{}{base}{path}",
                    self.blog.variable("site.url").unwrap_or_default()
                ),
                _ => return None,
            };
        }
        Some(value)
    }

    /// Code as Jekyll's own tag writes it.
    fn highlight(&mut self, code: &str, arguments: &str) {
        let language = arguments.split_whitespace().next().unwrap_or("text");
        let code = coloured(code.trim_matches('\n').trim_end(), language);
        // Writing to a String has no error.
        let _ = write!(
            self.text,
            "<figure class=\"highlight\"><pre><code class=\"language-{language}\" data-lang=\"{language}\">{code}</code></pre></figure>"
        );
    }

    fn placeholder(&mut self, written: &str, block: bool) {
        let label = escaped(written).replace('\n', " ");
        let name = if block { "div" } else { "span" };
        let _ = write!(
            self.text,
            "<{name} class=\"liquid\" markdown=\"0\">{label}</{name}>"
        );
    }
}

/// Code with its colours, to stand within Markdown.
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

/// Text that neither HTML nor Liquid nor Markdown takes for its own.
fn escaped(text: &str) -> String {
    let mut safe = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    if safe.contains(['{', '|']) {
        safe = safe.replace('{', "&#123;").replace('|', "&#124;");
    }
    safe
}

/// The inside of a tag up to its end tag, and where that is over.
fn inside<'b>(text: &'b str, name: &str) -> Option<(&'b str, usize)> {
    let mut from = 0;
    while let Some(found) = text[from..].find("{%") {
        let start = from + found;
        let end = text[start..].find("%}")? + start;
        let inner = text[start + 2..end]
            .trim_start_matches('-')
            .trim_end_matches('-')
            .trim();
        if inner.strip_prefix("end") == Some(name) {
            return Some((&text[..start], end + 2));
        }
        from = start + 2;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Example;

    impl Blog for Example {
        fn variable(&self, name: &str) -> Option<String> {
            match name {
                "site.baseurl" => Some("/blog".into()),
                "site.url" => Some("https://a.b".into()),
                _ => None,
            }
        }
        fn link(&self, path: &str) -> Option<String> {
            (path == "about.md").then(|| "/blog/about/".into())
        }
        fn post(&self, name: &str) -> Option<String> {
            (name == "2024-01-02-x").then(|| "/blog/x.html".into())
        }
    }

    fn check(body: &str, text: &str) {
        assert_eq!(resolve(body, &Example).text, text);
    }

    #[test]
    fn tags() {
        check("plain {text} { % }\n", "plain {text} { % }\n");
        check("[a]({{ site.baseurl }}/x)", "[a](/blog/x)");
        check(
            "{{ '/x' | relative_url }} {{ \"x\" | absolute_url }}",
            "/blog/x https://a.b/blog/x",
        );
        check(
            "{% link about.md %} {%- post_url 2024-01-02-x -%}",
            "/blog/about/ /blog/x.html",
        );
        check("{% raw %}{{ x }} {% y %}{% endraw %}z", "{{ x }} {% y %}z");
        check("a{% comment %}b{% endcomment %}c", "ac");
        check(
            "{{ x }}",
            "<span class=\"liquid\" markdown=\"0\">&#123;&#123; x }}</span>",
        );
        check(
            "{% include a.html b=\"c\" %}\n",
            "<div class=\"liquid\" markdown=\"0\">&#123;% include a.html b=\"c\" %}</div>\n",
        );
        check(
            "{% highlight ruby linenos %}\na < b\n{% endhighlight %}",
            "<figure class=\"highlight\"><pre><code class=\"language-ruby\" data-lang=\"ruby\"><span class=\"n\">a</span> <span class=\"o\">&lt;</span> <span class=\"n\">b</span></code></pre></figure>",
        );
        check("{{ open {% open", "{{ open {% open");
    }

    #[test]
    fn places_lead_back() {
        let body = "ab {{ site.baseurl }} cd {% comment %}x{% endcomment %} ef";
        let resolved = resolve(body, &Example);
        for word in ["ab", "cd", "ef"] {
            let at = resolved.text.find(word).expect("in the text");
            assert_eq!(Some(resolved.source(at)), body.find(word), "{word}");
        }
    }
}
