//! What can become of a file, and which files are entries.

use std::io::ErrorKind;

/// The largest file that is read as an entry, in bytes.
pub const MAXIMUM_ENTRY_BYTES: usize = 20 * 1024 * 1024;

/// What became of a file of the posts folder. Paths are relative to it, parts separated by `/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileChange {
    /// The file is there, new or changed.
    Present {
        /// The file.
        path: String,
        /// What stands in it, or why it cannot be read.
        bytes: Result<Vec<u8>, ReadProblem>,
    },
    /// The file is no longer there.
    Gone {
        /// The file that was.
        path: String,
    },
    /// The file has another name and the same content.
    Renamed {
        /// Its old name.
        from: String,
        /// Its new name.
        to: String,
    },
    /// Pictures of the folder came, went or changed; which ones is not told.
    Pictures,
}

/// Why a file that is there cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReadProblem {
    /// A folder has the name of an entry.
    #[error("this is a folder, not a file")]
    IsDirectory,
    /// A pipe, socket or device has the name of an entry.
    #[error("this is not an ordinary file")]
    NotAFile,
    /// The file is larger than an entry may be.
    #[error("{bytes} bytes are more than the {limit} that an entry may have")]
    TooLarge {
        /// The size, in bytes.
        bytes: u64,
        /// The largest size that is read, in bytes.
        limit: u64,
    },
    /// The name is not UTF-8; the path says where, with U+FFFD for each wrong byte.
    #[error("the file's name is not UTF-8")]
    NameNotUtf8,
    /// The system refused.
    #[error("the system cannot read the file: {0}")]
    Refused(ErrorKind),
}

/// Whether files and folders of this name are no part of the list of entries: hidden ones,
/// templates and what else begins with `_`, as Jekyll passes over them (`EntryFilter::SPECIAL_LEADING_CHAR_REGEX`),
/// and the folder of images.
pub fn is_excluded_name(name: &str) -> bool {
    name.starts_with(['.', '_']) || name == "images"
}

/// Whether something at `path`, relative to the posts folder and separated by `/`, can be or hold
/// a picture: what has the ending of one, and folders, which have none.
pub fn may_hold_pictures(path: &str) -> bool {
    const ENDINGS: [&str; 9] = [
        "png", "jpg", "jpeg", "gif", "webp", "svg", "avif", "heic", "bmp",
    ];
    let name = path.rsplit('/').next().unwrap_or(path);
    let hidden = path.split('/').any(|part| part.starts_with('.'));
    !hidden
        && name
            .rsplit_once('.')
            .is_none_or(|(_, ending)| ENDINGS.contains(&ending.to_ascii_lowercase().as_str()))
}

/// The name of the copy that a recovered text is kept as; `number` counts from 1.
pub fn recovered_path(path: &str, number: u32) -> String {
    let (stem, ending) = path.rsplit_once('.').unwrap_or((path, "md"));
    match number {
        1 => format!("{stem}{RECOVERED}.{ending}"),
        _ => format!("{stem}{RECOVERED}-{number}.{ending}"),
    }
}

/// Whether a file is named as [`recovered_path`] names it.
pub fn is_recovered_path(path: &str) -> bool {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    stem.rsplit_once(RECOVERED).is_some_and(|(_, rest)| {
        rest.is_empty()
            || rest.strip_prefix('-').is_some_and(|number| {
                !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit())
            })
    })
}

const RECOVERED: &str = "-recovered";

/// Whether `path`, relative to the posts folder and separated by `/`, is that of an entry.
///
/// Jekyll's Markdown extensions are many (`markdown_ext`); `md` and `markdown` are the ones in
/// use, in either case.
pub fn is_entry_path(path: &str) -> bool {
    let mut parts = path.split('/');
    let Some(name) = parts.next_back() else {
        return false;
    };
    let markdown = name.rsplit_once('.').is_some_and(|(stem, extension)| {
        let extension = extension.to_ascii_lowercase();
        !stem.is_empty() && (extension == "md" || extension == "markdown")
    });
    markdown && !name.starts_with(['.', '_']) && !parts.any(is_excluded_name)
}
