//! Makes a text that renders otherwise than kramdown as small as it goes.

use super::{FAILED, check, real};

/// So many texts of one size are tried at once.
const TRIES: usize = 400;

/// The text without all that can go while its page still differs.
pub fn shrunk(text: &str) -> String {
    let mut now = text.to_string();
    let mut size = now.chars().count().div_ceil(2);
    while size > 0 {
        match smaller(&now, size) {
            Some(next) => now = next,
            None => size /= 2,
        }
    }
    now
}

/// The text without one stretch of `size` letters, where the page of the rest still differs.
fn smaller(text: &str, size: usize) -> Option<String> {
    let letters: Vec<char> = text.chars().collect();
    let step = size.div_ceil(2).max(letters.len() / TRIES).max(1);
    let without = |start: usize| {
        let end = (start + size).min(letters.len());
        letters[..start].iter().chain(&letters[end..]).collect()
    };
    let texts: Vec<String> = (0..letters.len()).step_by(step).map(without).collect();
    let pages = real(&texts);
    let differs = |(text, page): &(String, String)| {
        page != FAILED && !text.is_empty() && check(text, page, "").is_err()
    };
    texts
        .into_iter()
        .zip(pages)
        .find(differs)
        .map(|(text, _)| text)
}
