//! Colours code as Rouge colours it on a Jekyll blog: the same pieces, the same class names.
//!
//! A language is data (`languages/*.txt`), read by one small machine. The grammars are written from what
//! Rouge 3.30 makes of code, and compared with it in the tests.

mod classes;
mod grammar;
mod languages;
mod lexer;
mod parse;
mod pattern;
#[cfg(test)]
mod tests;

pub use classes::Token;

/// Code longer than this, in bytes, stays plain, so that typing into it stays quick.
pub const LONGEST: usize = 100_000;

/// The pieces of `code` in a language by any name that Rouge knows it by, like neighbours joined.
///
/// The ranges follow each other without a gap from the first byte to the last. Nothing if the language has no
/// colours here, or the code is longer than [`LONGEST`]. Takes time in proportion to the code.
pub fn tokens(language: &str, code: &str) -> Option<Vec<Token>> {
    if code.len() > LONGEST {
        return None;
    }
    let grammar = languages::grammar(language)?;
    let mut tokens = lexer::Tokens::default();
    lexer::Lexer::new(grammar, 0).read(code, 0, &mut tokens);
    Some(tokens.done())
}

/// The languages that are coloured, by their names in Rouge; each may have other names too.
pub fn languages() -> impl Iterator<Item = &'static str> {
    languages::LANGUAGES.iter().map(|language| language.name)
}
