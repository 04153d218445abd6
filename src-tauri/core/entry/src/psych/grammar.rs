//! Which characters libyaml takes at all.

use super::YamlError;

/// libyaml's reader: only printable characters (YAML 1.1, section 5.1).
pub(super) fn check_characters(yaml: &str) -> Result<(), YamlError> {
    let found = yaml
        .char_indices()
        .find(|(_, character)| !is_allowed(*character));
    match found {
        None => Ok(()),
        Some((offset, character)) => {
            let code = u32::from(character);
            let message = format!("the control character U+{code:04X} is not allowed");
            Err(YamlError::at(yaml, offset, message).advise("remove it"))
        }
    }
}

fn is_allowed(character: char) -> bool {
    matches!(character,
        '\t' | '\n' | '\r' | ' '..='~' | '\u{85}' | '\u{a0}'..='\u{d7ff}'
        | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}')
}
