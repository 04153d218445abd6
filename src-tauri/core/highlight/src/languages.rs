//! The languages that are coloured, by the names that Rouge gives them.

use std::sync::OnceLock;

use crate::grammar::{Grammar, GrammarError};
use crate::lexer::Lazy;

/// A language: its name in Rouge, its other names there, and its grammar.
pub(crate) struct Language {
    pub(crate) name: &'static str,
    aliases: &'static [&'static str],
    grammar: &'static str,
    read: Lazy,
}

macro_rules! languages {
    ($($name:literal $aliases:expr),* $(,)?) => {
        pub(crate) static LANGUAGES: [Language; 22] = [$(Language {
            name: $name,
            aliases: &$aliases,
            grammar: include_str!(concat!("../languages/", $name, ".txt")),
            read: OnceLock::new(),
        }),*];
    };
}

languages! {
    "c" [],
    "console" ["terminal", "shell_session", "shell-session"],
    "cpp" ["c++"],
    "csharp" ["c#", "cs"],
    "css" [],
    "diff" ["patch", "udiff"],
    "go" ["golang"],
    "html" [],
    "java" [],
    "javascript" ["js"],
    "json" [],
    "markdown" ["md", "mkd"],
    "php" ["php3", "php4", "php5"],
    "python" ["py"],
    "r" ["R", "s", "S"],
    "ruby" ["rb"],
    "rust" ["rs", "rust,no_run", "rs,no_run", "rust,ignore", "rs,ignore", "rust,should_panic", "rs,should_panic"],
    "shell" ["bash", "zsh", "ksh", "sh"],
    "sql" [],
    "tex" ["TeX", "LaTeX", "latex"],
    "typescript" ["ts"],
    "yaml" ["yml"],
}

fn language(name: &str) -> Option<&'static Language> {
    LANGUAGES
        .iter()
        .find(|language| language.name == name || language.aliases.contains(&name))
}

/// The grammar of a language, by any of its names.
pub(crate) fn grammar(name: &str) -> Option<&'static Grammar> {
    let language = language(name)?;
    language.read.get_or_init(|| read(language).ok()).as_ref()
}

/// Reads a language's grammar anew.
pub(crate) fn read(found: &Language) -> Result<Grammar, GrammarError> {
    Grammar::read(found.grammar, &|name| {
        language(name).map(|language| language.grammar)
    })
}
