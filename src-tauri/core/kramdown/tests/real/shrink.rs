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

/// The text without stretches of `size` letters, where the page of the rest still differs.
fn smaller(text: &str, size: usize) -> Option<String> {
    let letters: Vec<char> = text.chars().collect();
    let step = size.div_ceil(2).max(letters.len() / TRIES).max(1);
    let starts: Vec<usize> = (0..letters.len()).step_by(step).collect();
    let texts: Vec<String> = starts
        .iter()
        .map(|&start| without(&letters, &[start], size))
        .collect();
    let differing: Vec<usize> = starts
        .iter()
        .zip(differ(&texts))
        .filter_map(|(&start, differs)| differs.then_some(start))
        .collect();
    // All that can go by itself goes at once, if the rest still differs.
    let all = without(&letters, &differing, size);
    if differing.len() > 1 && differ(std::slice::from_ref(&all)) == [true] {
        return Some(all);
    }
    differing
        .first()
        .map(|&start| without(&letters, &[start], size))
}

fn without(letters: &[char], starts: &[usize], size: usize) -> String {
    let gone = |at: usize| {
        starts
            .iter()
            .any(|&start| (start..start + size).contains(&at))
    };
    let kept = letters.iter().enumerate().filter(|(at, _)| !gone(*at));
    kept.map(|(_, letter)| letter).collect()
}

/// Which of the texts render otherwise than kramdown.
fn differ(texts: &[String]) -> Vec<bool> {
    let differs = |(text, page): (&String, String)| {
        page != FAILED && !text.is_empty() && check(text, &page, "").is_err()
    };
    texts.iter().zip(real(texts)).map(differs).collect()
}
