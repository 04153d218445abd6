//! Fills a template: an entry with placeholders such as `{{ title }}` or `{{ series.number }}`.
//!
//! Written in minijinja's language with strict names: a placeholder that nobody knows is an
//! error, not an empty place. Inside the front matter a value is written so that YAML reads it
//! back as it is: escaped within the quotes that stand around the placeholder, put in quotes
//! where none do and plain text would change its meaning.

mod place;

use std::collections::BTreeMap;

use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior};

use crate::psych;
use crate::series::Series;
use crate::split;

/// What a template may name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values {
    /// `{{ author }}`
    pub author: String,
    /// `{{ title }}`
    pub title: String,
    /// `{{ topic }}`
    pub topic: String,
    /// `{{ date }}`, in the form the caller likes.
    pub date: String,
    /// `{{ excerpt }}`
    pub excerpt: String,
    /// `{{ series.name }}`, `{{ series.number }}` and `{{ series.topic }}`; without a series these
    /// names are unknown, and `{% if series %}` is false.
    pub series: Option<Series>,
    /// Further names; one that is listed above hides it.
    pub extra: BTreeMap<String, String>,
}

/// Why a template cannot be filled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// The template names a placeholder that has no value.
    #[error("template {template}, line {line}: there is no value for `{placeholder}`")]
    Unknown {
        /// The name of the template.
        template: String,
        /// The 1-based line of the template.
        line: usize,
        /// The placeholder.
        placeholder: String,
    },
    /// The template breaks the rules of its language.
    #[error("template {template}, line {line}: {message}")]
    Syntax {
        /// The name of the template.
        template: String,
        /// The 1-based line of the template.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// The filled front matter cannot be read, or no longer ends where the template's does.
    #[error(
        "template {template}, line {line}: with these values the front matter is broken: {message}"
    )]
    FrontMatter {
        /// The name of the template.
        template: String,
        /// The 1-based line of the filled text.
        line: usize,
        /// What is wrong.
        message: String,
    },
}

/// Fills the template. Its final line break, or the lack of one, is kept.
///
/// # Errors
///
/// A placeholder without a value, a fault of the template, or front matter that the values break.
pub fn fill(name: &str, template: &str, values: &Values) -> Result<String, TemplateError> {
    let split = split::split(template);
    let front_end = split
        .front_matter
        .as_ref()
        .map_or(0, |front_matter| front_matter.whole.end);
    let (front, body) = template.split_at(front_end);
    let lines_before = front.matches('\n').count();
    let mut filled = Part {
        name,
        text: front,
        first_line: 1,
        values,
    }
    .fill(true)?;
    check_front_matter(name, &filled)?;
    filled.push_str(
        &Part {
            name,
            text: body,
            first_line: 1 + lines_before,
            values,
        }
        .fill(false)?,
    );
    Ok(filled)
}

/// The front matter, or the body, of a template.
struct Part<'template> {
    name: &'template str,
    text: &'template str,
    first_line: usize,
    values: &'template Values,
}

impl Part<'_> {
    fn fill(&self, is_front_matter: bool) -> Result<String, TemplateError> {
        if self.text.is_empty() {
            return Ok(String::new());
        }
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_keep_trailing_newline(true);
        environment.set_auto_escape_callback(|_| AutoEscape::None);
        if is_front_matter {
            environment.set_formatter(|out, state, value| {
                if value.is_undefined() {
                    return minijinja::escape_formatter(out, state, value);
                }
                let marked = place::mark(&value.to_string());
                out.write_str(&marked).map_err(minijinja::Error::from)
            });
        }
        let compiled = environment
            .template_from_str(self.text)
            .map_err(|error| self.error(&error, None))?;
        let known = self.context();
        let unknown = compiled.undeclared_variables(true);
        let filled = compiled
            .render(known)
            .map_err(|error| self.error(&error, Some(unknown.iter().cloned().collect())))?;
        Ok(if is_front_matter {
            place::settle(&filled)
        } else {
            filled
        })
    }

    fn context(&self) -> Value {
        let values = self.values;
        let mut known: BTreeMap<String, Value> = values
            .extra
            .iter()
            .map(|(key, value)| (key.clone(), Value::from(value.as_str())))
            .collect();
        let texts = [
            ("author", &values.author),
            ("title", &values.title),
            ("topic", &values.topic),
            ("date", &values.date),
            ("excerpt", &values.excerpt),
        ];
        known.extend(texts.map(|(key, value)| (key.to_owned(), Value::from(value.as_str()))));
        known.insert(
            "series".to_owned(),
            values.series.as_ref().map_or(Value::from(()), series_value),
        );
        known.into_iter().collect()
    }

    fn error(&self, error: &minijinja::Error, named: Option<Vec<String>>) -> TemplateError {
        let template = self.name.to_owned();
        let line_in_part = error.line().unwrap_or(1);
        let line = self.first_line + line_in_part - 1;
        if error.kind() == ErrorKind::UndefinedError {
            let source = self.text.lines().nth(line_in_part - 1).unwrap_or("");
            let placeholder = self.unknown_in(source, named.unwrap_or_default());
            return TemplateError::Unknown {
                template,
                line,
                placeholder,
            };
        }
        let message = error
            .detail()
            .map_or_else(|| error.to_string(), str::to_owned);
        TemplateError::Syntax {
            template,
            line,
            message,
        }
    }

    /// The name on this line that has no value.
    fn unknown_in(&self, line: &str, mut named: Vec<String>) -> String {
        named.sort_by_key(|name| line.find(name.as_str()).unwrap_or(usize::MAX));
        let is_unknown = |name: &&String| line.contains(name.as_str()) && !self.is_known(name);
        named
            .iter()
            .find(is_unknown)
            .cloned()
            .unwrap_or_else(|| line.trim().to_owned())
    }

    fn is_known(&self, name: &str) -> bool {
        let values = self.values;
        match name.split_once('.') {
            Some(("series", part)) => {
                values.series.is_some() && ["name", "number", "topic"].contains(&part)
            }
            Some(_) => false,
            None => {
                ["author", "title", "topic", "date", "excerpt", "series"].contains(&name)
                    || values.extra.contains_key(name)
            }
        }
    }
}

fn series_value(series: &Series) -> Value {
    let topic = series.topic.as_deref().unwrap_or("");
    let parts = [
        ("name", Value::from(series.name.as_str())),
        ("number", Value::from(series.number)),
        ("topic", Value::from(topic)),
    ];
    parts.into_iter().collect()
}

fn check_front_matter(name: &str, front: &str) -> Result<(), TemplateError> {
    let broken = |line: usize, message: String| TemplateError::FrontMatter {
        template: name.to_owned(),
        line,
        message,
    };
    if front.is_empty() {
        return Ok(());
    }
    let split = split::split(front);
    let Some(front_matter) = split
        .front_matter
        .filter(|found| found.whole.end == front.len())
    else {
        return Err(broken(
            1,
            "it does not end where the template's does".to_owned(),
        ));
    };
    match psych::read(&front[front_matter.yaml.clone()]) {
        Ok(_) => Ok(()),
        Err(error) => Err(broken(
            front_matter.first_line + error.line - 1,
            error.told(),
        )),
    }
}
