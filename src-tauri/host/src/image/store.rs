//! Taking a picture into a folder.

use std::path::Path;

use super::{ImageError, MAXIMUM_BYTES, inspect};
use crate::disk::{self, ContentHash, DiskError};

/// How many names are tried before giving up.
const MAXIMUM_NAMES: u32 = 1_000;
/// The longest name without its ending, in bytes; names may have 255 on all common systems.
const MAXIMUM_STEM: usize = 100;

/// A picture in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The file's name within the folder.
    pub file_name: String,
    /// Whether the same picture was there already.
    pub reused: bool,
}

/// Writes a picture into `folder`, which is made where it is missing, under a safe, free name like `suggested_name`. The ending
/// follows what the picture is. The same picture under that name is used as it is.
///
/// # Errors
/// If it is no picture, or cannot be written.
pub fn take_in(folder: &Path, suggested_name: &str, bytes: &[u8]) -> Result<Stored, ImageError> {
    let extension = inspect(bytes)?.format.extension();
    let stem = safe_stem(suggested_name);
    crate::folder::create(folder)?;
    for number in 1..=MAXIMUM_NAMES {
        let file_name = match number {
            1 => format!("{stem}.{extension}"),
            _ => format!("{stem}-{number}.{extension}"),
        };
        let path = folder.join(&file_name);
        match disk::create_new(&path, bytes) {
            Ok(_) => {
                return Ok(Stored {
                    file_name,
                    reused: false,
                });
            }
            Err(DiskError::AlreadyExists { .. }) if holds(&path, bytes) => {
                return Ok(Stored {
                    file_name,
                    reused: true,
                });
            }
            Err(DiskError::AlreadyExists { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(ImageError::NoFreeName {
        folder: folder.into(),
        name: format!("{stem}.{extension}"),
    })
}

fn holds(path: &Path, bytes: &[u8]) -> bool {
    // What cannot be read is another file.
    let there = disk::read(path, MAXIMUM_BYTES as u64);
    there.is_ok_and(|there| ContentHash::of(&there) == ContentHash::of(bytes))
}

/// The name of a file without folders and ending, such that it is safe in a URL and on every
/// file system: lower case, letters of every language and digits kept, the rest as `-`.
pub fn safe_stem(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut safe = String::with_capacity(stem.len());
    for character in stem.chars().flat_map(char::to_lowercase) {
        match kind(character) {
            Kind::Kept => safe.push(character),
            Kind::Dropped => {}
            Kind::Gap if safe.is_empty() || safe.ends_with('-') => {}
            Kind::Gap => safe.push('-'),
        }
    }
    safe.truncate(safe.floor_char_boundary(MAXIMUM_STEM));
    let safe = safe.trim_end_matches('-');
    match safe {
        "" => "image".to_owned(),
        _ if is_reserved(safe) => format!("image-{safe}"),
        _ => safe.to_owned(),
    }
}

enum Kind {
    Kept,
    Gap,
    Dropped,
}

fn kind(character: char) -> Kind {
    match character {
        // Invisible: joiners, marks of direction, variation selectors, tags.
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{e0000}'.. => Kind::Dropped,
        '_' => Kind::Kept,
        _ if character.is_alphanumeric() => Kind::Kept,
        // Punctuation, symbols, private use, emoji; accents and vowel signs lie elsewhere.
        '\0'..='\u{bf}'
        | '\u{d7}'
        | '\u{f7}'
        | '\u{2000}'..='\u{20cf}'
        | '\u{2100}'..='\u{2bff}'
        | '\u{2e00}'..='\u{2e7f}'
        | '\u{3000}'..='\u{3029}'
        | '\u{d7ff}'..='\u{f8ff}'
        | '\u{ff00}'..='\u{ffff}'
        | '\u{1f000}'..='\u{1faff}' => Kind::Gap,
        _ if character.is_control() || character.is_whitespace() => Kind::Gap,
        _ => Kind::Kept,
    }
}

/// Names that mean a device on Windows, with any ending
/// (Microsoft, "Naming Files, Paths, and Namespaces").
fn is_reserved(stem: &str) -> bool {
    let numbered = |prefix: &str| {
        let number = stem.strip_prefix(prefix);
        number.is_some_and(|number| matches!(number.as_bytes(), [b'1'..=b'9']))
    };
    matches!(stem, "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}
