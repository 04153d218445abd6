use crate::languages::{LANGUAGES, read};

#[test]
fn grammars_are_right() {
    for language in &LANGUAGES {
        let grammar = match read(language) {
            Ok(grammar) => grammar,
            Err(error) => panic!("{}: {error}", language.name),
        };
        for step in grammar.states.iter().flatten() {
            assert_eq!(step.compiles(), Ok(()), "{}", language.name);
        }
    }
}
