//! The name of an entry's file, and the slug in it.
//!
//! Source of the rules: `slugify` in Jekyll 4.3 `lib/jekyll/utils.rb` (mode `default`), and
//! `DATE_FILENAME_MATCHER` in `lib/jekyll/document.rb`.

use std::sync::LazyLock;

use regex::Regex;
use unicode_segmentation::UnicodeSegmentation;

/// The longest file name, in bytes, that Linux, macOS and Windows all take.
pub const MAX_NAME_BYTES: usize = 255;

const EXTENSION: &str = ".md";

static NOT_IN_SLUG: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[^\p{M}\p{L}\p{Nd}]+").ok());
static DATED_NAME: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(\d{2,4}-\d{1,2}-\d{1,2})-([^/]*)\.([^./]+)$").ok());

/// Why a title or a date makes no file name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SlugError {
    /// The title has no letter and no digit, so Jekyll's slug of it is empty.
    #[error("the title {title:?} has no letter and no digit to make a file name of")]
    Empty {
        /// The title.
        title: String,
    },
    /// The date is no day in the form `YYYY-MM-DD`.
    #[error("{date:?} is not a date such as 2024-01-31")]
    Date {
        /// What was given.
        date: String,
    },
}

/// A file name of the form that Jekyll takes for a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileName {
    /// The date in it, as it is written.
    pub date: String,
    /// What is between date and extension.
    pub slug: String,
    /// The extension without its dot.
    pub extension: String,
}

/// Makes Jekyll's default slug: letters, marks and digits kept, all else a hyphen, lower case.
///
/// Empty when the title has neither letter nor digit.
pub fn slugify(title: &str) -> String {
    let hyphenated = match NOT_IN_SLUG.as_ref() {
        Some(pattern) => pattern.replace_all(title, "-"),
        None => title.into(),
    };
    let hyphenated = hyphenated.strip_prefix('-').unwrap_or(&hyphenated);
    let hyphenated = hyphenated.strip_suffix('-').unwrap_or(hyphenated);
    // Letter by letter, as Ruby has no lower case by context (a final sigma stays the same).
    hyphenated.chars().flat_map(char::to_lowercase).collect()
}

/// Names the file of an entry: `YYYY-MM-DD-slug.md`, cut to [`MAX_NAME_BYTES`] between letters.
///
/// # Errors
///
/// When the date is no day, or the title has no letter and no digit.
pub fn file_name(date: &str, title: &str) -> Result<String, SlugError> {
    let is_padded = date.len() == "YYYY-MM-DD".len();
    if !is_padded || date.parse::<jiff::civil::Date>().is_err() {
        return Err(SlugError::Date {
            date: date.to_owned(),
        });
    }
    let slug = slugify(title);
    if slug.is_empty() {
        return Err(SlugError::Empty {
            title: title.to_owned(),
        });
    }
    let room = MAX_NAME_BYTES - date.len() - 1 - EXTENSION.len();
    Ok(format!("{date}-{}{EXTENSION}", cut(&slug, room)))
}

/// Takes a file name apart; `None` for a name that Jekyll would not take for a post.
///
/// Folders in front of the name are passed over.
pub fn parse_file_name(name: &str) -> Option<FileName> {
    let name = name.rsplit('/').next().unwrap_or(name);
    let captures = DATED_NAME.as_ref()?.captures(name)?;
    let part = |index: usize| captures.get(index).map(|part| part.as_str().to_owned());
    Some(FileName {
        date: part(1)?,
        slug: part(2)?,
        extension: part(3)?,
    })
}

fn cut(slug: &str, room: usize) -> &str {
    if slug.len() <= room {
        return slug;
    }
    let fits = slug
        .grapheme_indices(true)
        .map(|(at, _)| at)
        .take_while(|at| *at <= room)
        .last();
    let mut end = fits.unwrap_or(0);
    if end == 0 {
        // One letter with more marks than fit: cut the marks.
        end = slug.floor_char_boundary(room);
    }
    slug[..end].trim_end_matches('-')
}
