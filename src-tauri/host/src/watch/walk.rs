//! Which files of the folder are entries, and what stands in them.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::thread;

use faircopy_library::{
    MAXIMUM_ENTRY_BYTES, ReadProblem, is_entry_path, is_excluded_name, may_hold_pictures,
};
use ignore::WalkBuilder;

use crate::disk::{self, DiskError};

/// Entries by their path within the folder, and where they are.
pub(super) type Files = BTreeMap<String, PathBuf>;

/// What stands in a file; `None` where it is gone.
pub(super) type Content = Option<Result<Vec<u8>, ReadProblem>>;

/// Reading fewer files than this is not worth another thread.
const WORTH_A_THREAD: usize = 32;

/// The entries at and below `from`, which lies in `root`. None if it is gone.
///
/// Follows symbolic links; one that leads back to a folder above it is passed over.
pub(super) fn entries(root: &Path, from: &Path) -> Files {
    let walk = WalkBuilder::new(from)
        .standard_filters(false)
        .follow_links(true)
        .filter_entry(|entry| {
            entry.depth() == 0 || !is_excluded_name(&entry.file_name().to_string_lossy())
        })
        .build();
    let mut files = Files::new();
    for entry in walk {
        match entry {
            Ok(entry) => {
                let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
                let name = relative_name(relative);
                if is_entry_path(&name) {
                    files.insert(name, entry.into_path());
                }
            }
            // Gone meanwhile, a loop of links, or a folder that may not be read.
            Err(error) => tracing::debug!(%error, "passed over"),
        }
    }
    files
}

/// The pictures at and below `root`, wherever entries may name them.
pub(super) fn pictures(root: &Path) -> Vec<PathBuf> {
    let walk = WalkBuilder::new(root)
        .standard_filters(false)
        .follow_links(true)
        .filter_entry(|entry| {
            entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".")
        })
        .build();
    let files = walk.flatten().filter(|entry| {
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
        is_file && may_show(root, entry.path())
    });
    files.map(ignore::DirEntry::into_path).collect()
}

/// A file that was there when it was last looked at.
pub(super) fn known_file(root: &Path, name: &str) -> (String, PathBuf) {
    (name.to_owned(), root.join(name))
}

/// A path within the folder as the library names it.
pub(super) fn relative_name(relative: &Path) -> String {
    let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// Whether something at `path` can be, or hold, an entry.
pub(super) fn is_relevant(root: &Path, path: &Path) -> bool {
    let Ok(relative) = path.strip_prefix(root) else {
        return false;
    };
    !relative
        .iter()
        .any(|part| is_excluded_name(&part.to_string_lossy()))
}

/// Whether something at `path` can be, or hold, a picture.
pub(super) fn may_show(root: &Path, path: &Path) -> bool {
    let relative = path.strip_prefix(root);
    relative.is_ok_and(|relative| may_hold_pictures(&relative_name(relative)))
}

/// Reads all `files`, on as many threads as there are processors.
pub(super) fn read(files: Files) -> Vec<(String, Content)> {
    let files: Vec<(String, PathBuf)> = files.into_iter().collect();
    let processors = thread::available_parallelism().map_or(1, NonZero::get);
    let threads = processors.min(files.len() / WORTH_A_THREAD);
    if threads < 2 {
        return files.into_iter().map(read_one).collect();
    }
    let share = files.len().div_ceil(threads);
    let mut rest = files.into_iter();
    let shares: Vec<Vec<_>> = (0..threads)
        .map(|_| rest.by_ref().take(share).collect())
        .collect();
    thread::scope(|scope| {
        let work =
            |share: Vec<_>| scope.spawn(|| share.into_iter().map(read_one).collect::<Vec<_>>());
        let running: Vec<_> = shares.into_iter().map(work).collect();
        let results = running.into_iter().map(thread::ScopedJoinHandle::join);
        results
            .flat_map(|share| share.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

fn read_one((name, path): (String, PathBuf)) -> (String, Content) {
    if path.to_str().is_none() {
        return (name, Some(Err(ReadProblem::NameNotUtf8)));
    }
    let content = match disk::read(&path, MAXIMUM_ENTRY_BYTES as u64) {
        Ok(bytes) => Some(Ok(bytes)),
        Err(DiskError::NotFound { .. }) => None,
        Err(error) => Some(Err(problem(&error))),
    };
    (name, content)
}

fn problem(error: &DiskError) -> ReadProblem {
    match error {
        DiskError::IsDirectory { .. } => ReadProblem::IsDirectory,
        DiskError::NotAFile { .. } => ReadProblem::NotAFile,
        DiskError::TooLarge { bytes, limit, .. } => ReadProblem::TooLarge {
            bytes: *bytes,
            limit: *limit,
        },
        DiskError::Permission { .. } => ReadProblem::Refused(std::io::ErrorKind::PermissionDenied),
        DiskError::Io { source, .. } => ReadProblem::Refused(source.kind()),
        _ => ReadProblem::Refused(std::io::ErrorKind::Other),
    }
}
