//! Values, filters and conditions.

/// A value that is known without building the blog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Nil,
    /// Yes or no.
    Flag(bool),
    /// A number, as it is printed.
    Number(String),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Value>),
}

impl Value {
    /// As Liquid prints it.
    pub fn text(&self) -> String {
        match self {
            Self::Nil => String::new(),
            Self::Flag(flag) => flag.to_string(),
            Self::Number(text) | Self::Text(text) => text.clone(),
            Self::List(items) => items.iter().map(Self::text).collect(),
        }
    }

    /// Everything but nothing and `false` is true.
    pub fn is_true(&self) -> bool {
        !matches!(self, Self::Nil | Self::Flag(false))
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Nil => true,
            Self::Text(text) => text.is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Flag(_) | Self::Number(_) => false,
        }
    }
}

/// Gives the values of names; `None` for those that are not known here.
pub(super) type Lookup<'l> = &'l dyn Fn(&str) -> Option<Value>;

/// The value of an expression with its filters.
pub(super) fn expression(text: &str, lookup: Lookup<'_>) -> Option<Value> {
    let mut parts = split(text, '|').into_iter();
    let mut value = primary(parts.next()?.trim(), lookup)?;
    for part in parts {
        value = filter(value, part.trim(), lookup)?;
    }
    Some(value)
}

/// Whether a condition holds; `and` and `or` are read from the right, as Liquid does.
pub(super) fn condition(text: &str, lookup: Lookup<'_>) -> Option<bool> {
    let words = words(text);
    conditions(&words, lookup)
}

fn conditions(words: &[&str], lookup: Lookup<'_>) -> Option<bool> {
    let Some(at) = words.iter().position(|word| matches!(*word, "and" | "or")) else {
        return comparison(words, lookup);
    };
    let first = comparison(&words[..at], lookup);
    let rest = conditions(&words[at + 1..], lookup);
    match (words[at], first, rest) {
        ("and", Some(false), _) | ("and", _, Some(false)) => Some(false),
        ("or", Some(true), _) | ("or", _, Some(true)) => Some(true),
        ("and", Some(first), Some(rest)) => Some(first && rest),
        (_, Some(first), Some(rest)) => Some(first || rest),
        _ => None,
    }
}

fn comparison(words: &[&str], lookup: Lookup<'_>) -> Option<bool> {
    let (left, operator, right) = match words {
        [one] => return primary(one, lookup).map(|value| value.is_true()),
        [left, operator, right] => (*left, *operator, *right),
        _ => return None,
    };
    let value = primary(left, lookup)?;
    if matches!(right, "empty" | "blank") {
        return match operator {
            "==" => Some(value.is_empty()),
            "!=" => Some(!value.is_empty()),
            _ => None,
        };
    }
    let other = primary(right, lookup)?;
    Some(match operator {
        "==" => value == other,
        "!=" | "<>" => value != other,
        "contains" => match value {
            Value::List(items) => items.contains(&other),
            Value::Text(text) => text.contains(&other.text()),
            _ => false,
        },
        _ => {
            let (value, other) = (number(&value)?, number(&other)?);
            match operator {
                "<" => value < other,
                ">" => value > other,
                "<=" => value <= other,
                ">=" => value >= other,
                _ => return None,
            }
        }
    })
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(text) => text.parse().ok(),
        _ => None,
    }
}

/// A literal or a name.
pub(super) fn primary(text: &str, lookup: Lookup<'_>) -> Option<Value> {
    if let Some(text) = quoted(text) {
        return Some(Value::Text(text.to_string()));
    }
    match text {
        "true" => return Some(Value::Flag(true)),
        "false" => return Some(Value::Flag(false)),
        "nil" | "null" | "" => return Some(Value::Nil),
        _ => {}
    }
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.starts_with(|sign: char| sign.is_ascii_digit()) && text.parse::<f64>().is_ok() {
        return Some(Value::Number(text.to_string()));
    }
    let plain = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '-' | '.');
    text.chars().all(plain).then(|| lookup(text)).flatten()
}

fn quoted(text: &str) -> Option<&str> {
    let inner = |quote| text.strip_prefix(quote)?.strip_suffix(quote);
    inner('"').or_else(|| inner('\''))
}

fn filter(value: Value, written: &str, lookup: Lookup<'_>) -> Option<Value> {
    let (name, arguments) = written.split_once(':').unwrap_or((written, ""));
    let argument = || primary(arguments.trim(), lookup);
    let text = value.text();
    Some(Value::Text(match name.trim() {
        "relative_url" | "absolute_url" if value == Value::Nil => return Some(Value::Nil),
        "relative_url" => relative(&text, lookup),
        "absolute_url" => absolute(&text, lookup),
        "upcase" => text.to_uppercase(),
        "downcase" => text.to_lowercase(),
        "strip" => text.trim().to_string(),
        "escape" | "xml_escape" => super::labels::escaped(&text).replace('\'', "&#39;"),
        "append" => text + &argument()?.text(),
        "prepend" => argument()?.text() + &text,
        "default" if value.is_true() && !value.is_empty() => return Some(value),
        "default" => return argument(),
        _ => return None,
    }))
}

/// As `relative_url` in Jekyll's `filters/url_filters.rb`; a blog that is not known has no `baseurl`.
fn relative(text: &str, lookup: Lookup<'_>) -> String {
    if is_absolute(text) {
        return text.to_string();
    }
    let base = known(lookup, "site.baseurl");
    let joined = slashed(base.trim_end_matches('/')) + &slashed(text);
    encoded(&joined)
}

fn absolute(text: &str, lookup: Lookup<'_>) -> String {
    if is_absolute(text) {
        return text.to_string();
    }
    known(lookup, "site.url") + &relative(text, lookup)
}

fn known(lookup: Lookup<'_>, name: &str) -> String {
    lookup(name).map(|value| value.text()).unwrap_or_default()
}

fn is_absolute(text: &str) -> bool {
    let scheme = text.split_once(':').map_or("", |(scheme, _)| scheme);
    scheme.starts_with(|sign: char| sign.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+.-".contains(&byte))
}

fn slashed(text: &str) -> String {
    if text.is_empty() || text.starts_with('/') {
        text.to_string()
    } else {
        format!("/{text}")
    }
}

/// An address with what is neither a letter nor a sign of ASCII percent-encoded.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte > b' ' && byte < 0x7F {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for half in [byte >> 4, byte & 15] {
                out.extend(char::from_digit(u32::from(half), 16).map(|c| c.to_ascii_uppercase()));
            }
        }
    }
    out
}

/// Parts between separators that stand outside quotes.
pub(super) fn split(text: &str, separator: char) -> Vec<&str> {
    let mut quote = None;
    text.split(|sign: char| {
        match quote {
            Some(open) if open == sign => quote = None,
            None if sign == '"' || sign == '\'' => quote = Some(sign),
            _ => {}
        }
        quote.is_none() && sign == separator
    })
    .collect()
}

/// Words between blanks; quoted text is one word, an operator is one without blanks around it.
fn words(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let operator = |sign: char| matches!(sign, '=' | '!' | '<' | '>');
        let length = if first == '"' || first == '\'' {
            rest[1..].find(first).map_or(rest.len(), |end| end + 2)
        } else if operator(first) {
            rest.find(|sign| !operator(sign)).unwrap_or(rest.len())
        } else {
            let end = |sign: char| sign.is_whitespace() || operator(sign);
            rest.find(end).unwrap_or(rest.len())
        };
        found.push(&rest[..length]);
        rest = rest[length..].trim_start();
    }
    found
}
