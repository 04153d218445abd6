//! Options by the names that `_config.yml` gives them.

use crate::kramdown::named_entity;
use crate::options::{Dialect, Highlighter, Input, MathEngine, Options};

/// Why an option of `_config.yml` is not obeyed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OptionError {
    /// No option of this name is known here.
    #[error("the option {name} is not known")]
    Unknown {
        /// As the blog writes it, with `.` between the names of nested ones.
        name: String,
    },
    /// kramdown obeys it, this reader does not.
    #[error("the option {name}: {value} is not followed")]
    Unsupported {
        /// As the blog writes it, with `.` between the names of nested ones.
        name: String,
        /// As the blog writes it.
        value: String,
    },
    /// The option is known, its value is not.
    #[error("the option {name} cannot be {value}")]
    Value {
        /// As the blog writes it.
        name: String,
        /// As the blog writes it.
        value: String,
    },
}

/// Options that change nothing in the page that Jekyll makes of Markdown: warnings, other output formats,
/// the template that Jekyll passes over, the form in which a character is written.
const WITHOUT_EFFECT: &[&str] = &[
    "show_warnings",
    "entity_output",
    "latex_headers",
    "line_width",
    "list_indent",
    "template",
    "guess_lang",
    "remove_block_html_tags",
    "remove_span_html_tags",
    "forbidden_inline_options",
    "syntax_highlighter_opts.guess_lang",
];

/// Options that are kept at one value here, with that value.
const FIXED: &[(&str, &[&str])] = &[
    ("transliterated_header_ids", &["false", ""]),
    ("html_to_native", &["false", ""]),
    ("syntax_highlighter_opts.css", &["class"]),
    ("syntax_highlighter_opts.css_class", &["highlight"]),
    ("syntax_highlighter_opts.block.css_class", &["highlight"]),
    ("syntax_highlighter_opts.line_numbers", &["false", ""]),
    ("syntax_highlighter_opts.block.line_numbers", &["false", ""]),
];

/// How the names of options begin that change a page that kramdown makes, and nothing here.
const UNSUPPORTED: &[&str] = &[
    "link_defs.",
    "math_engine_opts.",
    "syntax_highlighter_opts.start_line",
    "syntax_highlighter_opts.wrap",
    "syntax_highlighter_opts.span.",
    "syntax_highlighter_opts.formatter",
];

impl Options {
    /// Sets an option by the name it has below `kramdown:`, nested names joined by `.`; lists by commas.
    ///
    /// `markdown` is known too.
    ///
    /// # Errors
    /// The name or the value is not known; then nothing is changed.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), OptionError> {
        if WITHOUT_EFFECT.contains(&name) {
            return Ok(());
        }
        if !is_followed(name, value) {
            return Err(OptionError::Unsupported {
                name: name.to_string(),
                value: value.to_string(),
            });
        }
        if FIXED.iter().any(|(fixed, _)| *fixed == name) {
            return Ok(());
        }
        let wrong = || OptionError::Value {
            name: name.to_string(),
            value: value.to_string(),
        };
        if let Some(flag) = self.flag(name) {
            // As `parse` in kramdown's options.rb.
            *flag = !value.is_empty() && !value.trim().eq_ignore_ascii_case("false");
            return Ok(());
        }
        if let Some(text) = self.text(name) {
            value.clone_into(text);
            return Ok(());
        }
        match self.set_other(name, value) {
            Some(true) => Ok(()),
            Some(false) => Err(wrong()),
            None => Err(OptionError::Unknown {
                name: name.to_string(),
            }),
        }
    }

    fn flag(&mut self, name: &str) -> Option<&mut bool> {
        Some(match name {
            "auto_ids" => &mut self.auto_ids,
            "auto_id_stripping" => &mut self.auto_id_stripping,
            "hard_wrap" => &mut self.hard_wrap,
            "remove_line_breaks_for_cjk" => &mut self.remove_line_breaks_for_cjk,
            "footnote_backlink_inline" => &mut self.footnote_backlink_inline,
            "parse_block_html" => &mut self.parse_block_html,
            "parse_span_html" => &mut self.parse_span_html,
            _ => return None,
        })
    }

    fn text(&mut self, name: &str) -> Option<&mut String> {
        let signs = &mut self.typography;
        Some(match name {
            "auto_id_prefix" => &mut self.auto_id_prefix,
            "footnote_prefix" => &mut self.footnote_prefix,
            "footnote_backlink" => &mut self.footnote_backlink,
            "typographic_symbols.mdash" => &mut signs.em_dash,
            "typographic_symbols.ndash" => &mut signs.en_dash,
            "typographic_symbols.hellip" => &mut signs.ellipsis,
            "typographic_symbols.laquo" => &mut signs.left_guillemet,
            "typographic_symbols.raquo" => &mut signs.right_guillemet,
            _ => return None,
        })
    }

    /// Whether the value fits, or nothing if the name is not known.
    fn set_other(&mut self, name: &str, value: &str) -> Option<bool> {
        match name {
            "markdown" => put(&mut self.dialect, dialect(value)),
            "input" => put(&mut self.input, input(value)),
            "toc_levels" => put(&mut self.toc_levels, levels(value)),
            "header_offset" => put(&mut self.header_offset, value.parse().ok()),
            "footnote_nr" => put(&mut self.footnote_nr, value.parse().ok()),
            "gfm_quirks" => Some(self.set_quirks(value)),
            "smart_quotes" => put(&mut self.typography.quotes, quotes(value)),
            "syntax_highlighter_opts.default_lang" => {
                put(&mut self.default_lang, Some(Some(value.to_string())))
            }
            "math_engine" => put(&mut self.math_engine, math_engine(value)),
            "syntax_highlighter" => put(&mut self.highlighter, Some(highlighter(value))),
            "syntax_highlighter_opts.disable" => put(
                &mut self.highlighter,
                Some(if value == "true" {
                    Highlighter::None
                } else {
                    Highlighter::Rouge
                }),
            ),
            _ => None,
        }
    }

    /// The list replaces kramdown's own, which is `paragraph_end` alone.
    fn set_quirks(&mut self, value: &str) -> bool {
        let quirks: Vec<&str> = value
            .split(',')
            .map(str::trim)
            .filter(|quirk| !quirk.is_empty())
            .collect();
        let known = |quirk: &&str| matches!(*quirk, "paragraph_end" | "no_auto_typographic");
        if !quirks.iter().all(known) {
            return false;
        }
        self.paragraph_end = quirks.contains(&"paragraph_end");
        self.auto_typographic = !quirks.contains(&"no_auto_typographic");
        true
    }
}

/// Whether the page that kramdown makes with this value is the one made here.
fn is_followed(name: &str, value: &str) -> bool {
    let fixed = FIXED.iter().find(|(fixed, _)| *fixed == name);
    let refused = fixed.is_some_and(|(_, values)| !values.contains(&value))
        || UNSUPPORTED.iter().any(|start| name.starts_with(start))
        || (name == "math_engine" && math_engine(value).is_none())
        || (name == "syntax_highlighter" && matches!(value, "coderay" | "minted"));
    !refused
}

#[allow(clippy::unnecessary_wraps)] // the caller's own answer is "not known"
fn put<T>(place: &mut T, value: Option<T>) -> Option<bool> {
    let fits = value.is_some();
    if let Some(value) = value {
        *place = value;
    }
    Some(fits)
}

fn dialect(value: &str) -> Option<Dialect> {
    match value.to_ascii_lowercase().as_str() {
        "kramdown" => Some(Dialect::Kramdown),
        other if other.starts_with("commonmark") => Some(Dialect::CommonMark),
        _ => None,
    }
}

fn input(value: &str) -> Option<Input> {
    match value.to_ascii_lowercase().as_str() {
        "gfm" => Some(Input::Gfm),
        "kramdown" => Some(Input::Kramdown),
        _ => None,
    }
}

/// kramdown writes plain code when it has no highlighter of that name.
fn highlighter(value: &str) -> Highlighter {
    if value == "rouge" {
        Highlighter::Rouge
    } else {
        Highlighter::None
    }
}

fn math_engine(value: &str) -> Option<MathEngine> {
    match value.trim_start_matches(':') {
        "mathjax" => Some(MathEngine::MathJax),
        "" | "none" | "null" | "nil" => Some(MathEngine::None),
        _ => None,
    }
}

/// `1..3` or `1,2,3`
fn levels(value: &str) -> Option<Vec<u8>> {
    let level = |text: &str| {
        text.trim()
            .parse()
            .ok()
            .filter(|level| (1..=6).contains(level))
    };
    if let Some((first, last)) = value.split_once("..") {
        return Some((level(first)?..=level(last)?).collect());
    }
    value.split(',').map(level).collect()
}

/// Four entities by name or number.
fn quotes(value: &str) -> Option<[String; 4]> {
    let sign = |name: &str| {
        let name = name.trim();
        let number = name.parse().ok().and_then(char::from_u32);
        number.or_else(|| named_entity(name)).map(String::from)
    };
    let found: Option<Vec<String>> = value.split(',').map(sign).collect();
    found?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, value: &str, text: &str, html: &str) {
        let mut options = Options::default();
        options.set(name, value).expect("a known option");
        assert_eq!(crate::to_html(text, &options), html, "{name}: {value}");
    }

    #[test]
    fn options_are_obeyed() {
        check("auto_ids", "false", "# a\n", "<h1>a</h1>\n");
        check("auto_id_prefix", "x-", "# a\n", "<h1 id=\"x-a\">a</h1>\n");
        check(
            "smart_quotes",
            "39,39,quot,quot",
            "\"a\" 'b'\n",
            "<p>\"a\" 'b'</p>\n",
        );
        check("hard_wrap", "true", "a\nb\n", "<p>a<br />\nb</p>\n");
        check("header_offset", "1", "# a\n", "<h2 id=\"a\">a</h2>\n");
        check(
            "parse_block_html",
            "true",
            "<div>\n*a*\n</div>\n",
            "<div>\n  <p><em>a</em></p>\n</div>\n",
        );
        check(
            "syntax_highlighter",
            "none",
            "```ruby\nx\n```\n",
            "<pre><code class=\"language-ruby\">x\n</code></pre>\n",
        );
        check(
            "gfm_quirks",
            "paragraph_end",
            "a\n* b\n",
            "<p>a</p>\n<ul>\n  <li>b</li>\n</ul>\n",
        );
        check("gfm_quirks", "", "a\n* b\n", "<p>a\n* b</p>\n");
        check(
            "gfm_quirks",
            "no_auto_typographic",
            "a -- << b\n",
            "<p>a -- &lt;&lt; b</p>\n",
        );
        check("input", "kramdown", "a\n# b\n", "<p>a\n# b</p>\n");
        check(
            "typographic_symbols.hellip",
            "...",
            "a...\n",
            "<p>a...</p>\n",
        );
        check(
            "toc_levels",
            "2..3",
            "* x\n{:toc}\n\n# a\n",
            "\n<h1 id=\"a\">a</h1>\n",
        );
    }

    #[test]
    fn unsupported_options_are_told() {
        for (name, value) in [
            ("transliterated_header_ids", "true"),
            ("html_to_native", "true"),
            ("math_engine", "katex"),
            ("syntax_highlighter", "coderay"),
            ("syntax_highlighter_opts.block.line_numbers", "true"),
            ("link_defs.x", "y"),
        ] {
            let mut options = Options::default();
            let refused = options.set(name, value);
            let told = matches!(refused, Err(OptionError::Unsupported { .. }));
            assert!(told, "{name}: {refused:?}");
            assert_eq!(options, Options::default());
        }
        let mut options = Options::default();
        assert_eq!(options.set("html_to_native", "false"), Ok(()));
        assert_eq!(options.set("math_engine", ":mathjax"), Ok(()));
    }

    #[test]
    fn unknown_options_are_told() {
        let mut options = Options::default();
        assert_eq!(
            options.set("colour", "red"),
            Err(OptionError::Unknown {
                name: "colour".into()
            })
        );
        let wrong = OptionError::Value {
            name: "toc_levels".into(),
            value: "9".into(),
        };
        assert_eq!(options.set("toc_levels", "9"), Err(wrong));
        let other = OptionError::Unsupported {
            name: "math_engine".into(),
            value: "katex".into(),
        };
        assert_eq!(options.set("math_engine", "katex"), Err(other));
        assert_eq!(options.set("math_engine", "mathjax"), Ok(()));
        assert_eq!(options, Options::default());
    }
}
