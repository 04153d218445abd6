//! How a blog renders Markdown: `markdown:`, `highlighter:` and `kramdown:` of its `_config.yml`.
//!
//! What the blog does not set is as Jekyll 4 sets it (`lib/jekyll/configuration.rb`); a value of nothing
//! leaves Jekyll's, as `deep_merge_hashes` does in `lib/jekyll/utils.rb`.

use faircopy_entry::diagnostic::{Diagnostic, Severity};
use faircopy_entry::psych::{self, Node, Value};
use faircopy_kramdown::{OptionError, Options};

/// The settings file, as findings name it.
const CONFIG: &str = "_config.yml";

/// How a blog renders Markdown, as far as it is followed here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rendering {
    /// What is followed.
    pub options: Options,
    /// What is not, in the order of the file.
    pub problems: Vec<Problem>,
}

/// A setting that the preview does not follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Its 1-based line in `_config.yml`.
    pub line: usize,
    /// Why it is not followed.
    pub error: OptionError,
}

impl Problem {
    /// The finding for the author.
    pub fn diagnostic(&self) -> Diagnostic {
        Diagnostic {
            severity: Severity::Hint,
            code: "markdown-option",
            file: Some(CONFIG),
            line: Some(self.line),
            last_line: None,
            message: format!("The preview may differ from the blog: {}.", self.error),
            hint: Some("Look at the built page, or take the setting out.".to_owned()),
            fix: None,
        }
    }
}

/// Reads how a blog renders from the text of its `_config.yml`; a text that is no YAML sets nothing.
pub fn rendering(config: &str) -> Rendering {
    let text = config.strip_prefix('\u{feff}').unwrap_or(config);
    let mut found = Rendering::default();
    let Ok(entries) = psych::read(text) else {
        return found;
    };
    let named = |key: &str| entries.iter().rfind(|entry| entry.key == key);
    let line = |at: usize| text[..at].matches('\n').count() + 1;
    // The top-level setting stands in where `kramdown:` names no highlighter.
    if let Some(entry) = named("highlighter") {
        found.set(
            "syntax_highlighter",
            &entry.node,
            line(entry.key_span.start),
        );
    }
    if let Some(entry) = named("markdown") {
        found.set("markdown", &entry.node, line(entry.key_span.start));
    }
    if let Some(entry) = named("kramdown")
        && let Value::Map(pairs) = &entry.node.value
    {
        for (key, node) in pairs {
            let name = key.value.as_text().unwrap_or_default();
            found.below(&name, node, line(key.span.start), &line);
        }
    }
    found
}

impl Rendering {
    fn below(&mut self, name: &str, node: &Node, at: usize, line: &impl Fn(usize) -> usize) {
        let Value::Map(pairs) = &node.value else {
            return self.set(name, node, at);
        };
        for (key, node) in pairs {
            let inner = key.value.as_text().unwrap_or_default();
            self.below(&format!("{name}.{inner}"), node, line(key.span.start), line);
        }
    }

    fn set(&mut self, name: &str, node: &Node, line: usize) {
        let value = match &node.value {
            Value::Null => return,
            Value::Bool(false) if name == "syntax_highlighter" => return,
            Value::List(items) => {
                let texts = items.iter().filter_map(|item| item.value.as_text());
                texts.collect::<Vec<_>>().join(",")
            }
            other => other.as_text().unwrap_or_default(),
        };
        // A symbol in YAML, as Ruby writes it.
        let value = value.strip_prefix(':').unwrap_or(&value);
        if let Err(error) = self.options.set(name, value) {
            self.problems.push(Problem { line, error });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use faircopy_kramdown::{Dialect, Highlighter, Input};

    fn set(change: impl Fn(&mut Options)) -> Options {
        let mut options = Options::default();
        change(&mut options);
        options
    }

    fn check(config: &str, options: &Options, problems: &[(usize, &str)]) {
        let found = rendering(config);
        assert_eq!(&found.options, options, "{config}");
        let told: Vec<(usize, String)> = found
            .problems
            .iter()
            .map(|problem| (problem.line, problem.error.to_string()))
            .collect();
        let expected: Vec<(usize, String)> = problems
            .iter()
            .map(|(line, text)| (*line, (*text).to_owned()))
            .collect();
        assert_eq!(told, expected, "{config}");
    }

    #[test]
    fn settings_become_options() {
        let same = Options::default();
        check("", &same, &[]);
        check("title: x\nkramdown:\n", &same, &[]);
        check(
            "markdown: kramdown\nhighlighter: rouge\nkramdown:\n  input: GFM\n  auto_ids: true\n  \
             toc_levels: [1, 2, 3, 4, 5, 6]\n  smart_quotes: lsquo,rsquo,ldquo,rdquo\n  hard_wrap: false\n  \
             entity_output: as_char\n  guess_lang: true\n  footnote_nr: 1\n  show_warnings: false\n  \
             math_engine: mathjax\n",
            &same,
            &[],
        );
        check(
            "markdown: CommonMarkGhPages\n",
            &set(|options| options.dialect = Dialect::CommonMark),
            &[],
        );
        check(
            "kramdown: {hard_wrap: yes, footnote_nr: 3, toc_levels: 2..3}\n",
            &set(|options| {
                options.hard_wrap = true;
                options.footnote_nr = 3;
                options.toc_levels = vec![2, 3];
            }),
            &[],
        );
        check(
            "kramdown:\n  input: kramdown\n  syntax_highlighter_opts:\n    default_lang: ruby\n",
            &set(|options| {
                options.input = Input::Kramdown;
                options.default_lang = Some("ruby".to_owned());
            }),
            &[],
        );
        check("kramdown: {auto_ids: }\n", &same, &[]);
    }

    #[test]
    fn the_highlighter_of_kramdown_goes_before_that_of_jekyll() {
        let plain = set(|options| options.highlighter = Highlighter::None);
        check("highlighter: none\n", &plain, &[]);
        check(
            "kramdown: {syntax_highlighter: rouge}\nhighlighter: none\n",
            &Options::default(),
            &[],
        );
    }

    #[test]
    fn what_is_not_followed_is_told_with_its_line() {
        check(
            "title: x\nmarkdown: redcarpet\nkramdown:\n  hard_wrap: false\n  colour: red\n  \
             syntax_highlighter_opts:\n    css: style\n",
            &Options::default(),
            &[
                (2, "the option markdown cannot be redcarpet"),
                (5, "the option colour is not known"),
                (
                    7,
                    "the option syntax_highlighter_opts.css: style is not followed",
                ),
            ],
        );
    }
}
