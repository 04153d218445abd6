//! What is needed to take back a half-made export, kept until the export is whole.
//!
//! The record is durable before the first file of the blog changes, and its removal is the moment
//! at which the export counts as done. A record that is torn was never followed by a write.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::disk::{self, ContentHash, DiskError};

use super::apply::UndoFailure;

const MAGIC: &[u8] = b"faircopy export undo 2\n";
const SUFFIX: &str = ".undo";
const MAX_RECORD: u64 = 1 << 30;

/// One file of an export, as it was and as it will be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    /// Relative to the blog.
    pub path: String,
    /// What it held; nothing where there was no file.
    pub before: Option<Vec<u8>>,
    /// The hash of what it will hold; nothing where it will be gone.
    pub after: Option<ContentHash>,
}

/// An export as it can be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Undo {
    /// The blog's folder, all links resolved.
    pub root: PathBuf,
    /// Folders that the export makes, outer ones first, relative to the blog.
    pub folders: Vec<String>,
    /// The files in the order written.
    pub steps: Vec<Step>,
}

impl Undo {
    /// Brings every file back that holds what the export wrote; leaves what someone else changed.
    pub(super) fn roll_back(&self) -> Vec<UndoFailure> {
        let mut failures = Vec::new();
        for step in self.steps.iter().rev() {
            if let Err(error) = self.restore(step) {
                failures.push(UndoFailure {
                    path: step.path.clone(),
                    source: error,
                });
            }
        }
        for folder in self.folders.iter().rev() {
            let path = self.root.join(folder);
            // Not empty any more, or never made: it stays as it is.
            if let Err(error) = fs::remove_dir(&path) {
                tracing::debug!(path = %path.display(), %error, "a folder stays");
            }
        }
        failures
    }

    fn restore(&self, step: &Step) -> Result<(), DiskError> {
        let path = self.root.join(&step.path);
        let is_file = fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_file());
        if step.before.is_none() && !is_file {
            // Never written, or gone again.
            return Ok(());
        }
        let found = disk::hash_of(&path)?;
        let original = step.before.as_deref().map(ContentHash::of);
        if found == original {
            return Ok(());
        }
        if found != step.after {
            return Err(DiskError::Changed { path, found });
        }
        if let Some(bytes) = &step.before {
            match step.after {
                Some(after) => disk::save(&path, bytes, Some(after))?,
                None => disk::create_new(&path, bytes)?,
            };
            return Ok(());
        }
        fs::remove_file(&path).map_err(|error| DiskError::from_io(&path, error))?;
        sync_folder_of(&path)
    }

    fn encode(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        put(&mut out, self.root.as_os_str().as_encoded_bytes());
        put_count(&mut out, self.folders.len());
        for folder in &self.folders {
            put(&mut out, folder.as_bytes());
        }
        put_count(&mut out, self.steps.len());
        for step in &self.steps {
            put(&mut out, step.path.as_bytes());
            let after = step.after.as_ref().map(ContentHash::as_bytes);
            out.push(u8::from(after.is_some()));
            out.extend_from_slice(after.unwrap_or(&[0; 32]));
            out.push(u8::from(step.before.is_some()));
            put(&mut out, step.before.as_deref().unwrap_or_default());
        }
        let checksum = ContentHash::of(&out);
        out.extend_from_slice(checksum.as_bytes());
        out
    }

    /// Nothing for a record that is torn or not ours.
    fn decode(bytes: &[u8]) -> Option<Self> {
        use std::os::unix::ffi::OsStringExt;
        let (content, checksum) = bytes.split_at_checked(bytes.len().checked_sub(32)?)?;
        if ContentHash::of(content).as_bytes() != checksum {
            return None;
        }
        let mut rest = content.strip_prefix(MAGIC)?;
        let root = std::ffi::OsString::from_vec(take(&mut rest)?.to_vec());
        let mut folders = Vec::new();
        for _ in 0..take_count(&mut rest)? {
            folders.push(take_text(&mut rest)?);
        }
        let mut steps = Vec::new();
        for _ in 0..take_count(&mut rest)? {
            let path = take_text(&mut rest)?;
            let stays = take_exact(&mut rest, 1)? == [1];
            let after = ContentHash::from_bytes(take_exact(&mut rest, 32)?.try_into().ok()?);
            let after = stays.then_some(after);
            let existed = take_exact(&mut rest, 1)? == [1];
            let before = take(&mut rest)?.to_vec();
            steps.push(Step {
                path,
                before: existed.then_some(before),
                after,
            });
        }
        Some(Undo {
            root: root.into(),
            folders,
            steps,
        })
    }
}

fn put_count(out: &mut Vec<u8>, count: usize) {
    out.extend_from_slice(&(count as u64).to_le_bytes());
}

fn put(out: &mut Vec<u8>, bytes: &[u8]) {
    put_count(out, bytes.len());
    out.extend_from_slice(bytes);
}

fn take_exact<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (head, tail) = rest.split_at_checked(length)?;
    *rest = tail;
    Some(head)
}

fn take_count(rest: &mut &[u8]) -> Option<usize> {
    let bytes = take_exact(rest, 8)?.try_into().ok()?;
    usize::try_from(u64::from_le_bytes(bytes)).ok()
}

fn take<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = take_count(rest)?;
    take_exact(rest, length)
}

fn take_text(rest: &mut &[u8]) -> Option<String> {
    String::from_utf8(take(rest)?.to_vec()).ok()
}

/// A durable record on disk, locked while its export is under way.
pub(super) struct Record {
    path: PathBuf,
    /// Holds the lock.
    _file: File,
}

impl Record {
    /// Writes the record; when this returns, it outlives a power cut.
    pub(super) fn create(state_dir: &Path, undo: &Undo) -> Result<Self, DiskError> {
        fs::create_dir_all(state_dir).map_err(|error| DiskError::from_io(state_dir, error))?;
        let bytes = undo.encode();
        let name = format!("export-{}-{}", std::process::id(), ContentHash::of(&bytes));
        let path = state_dir.join(format!("{name}{SUFFIX}"));
        let failed = |error: io::Error| DiskError::from_io(&path, error);
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .open(&path)
            .map_err(failed)?;
        file.lock().map_err(failed)?;
        file.write_all(&bytes).map_err(failed)?;
        file.sync_all().map_err(failed)?;
        sync_folder_of(&path)?;
        Ok(Record { path, _file: file })
    }

    /// Removes the record: from now on the export is not taken back.
    pub(super) fn remove(self) -> Result<(), DiskError> {
        fs::remove_file(&self.path).map_err(|error| DiskError::from_io(&self.path, error))?;
        sync_folder_of(&self.path)
    }
}

/// What a recovery did with one export that was cut short.
#[derive(Debug)]
pub struct Recovered {
    /// The blog's folder.
    pub blog: PathBuf,
    /// The files of the export, relative to the blog.
    pub files: Vec<String>,
    /// Files that could not be brought back, most often as someone changed them since. The record
    /// of such an export is kept beside the others, under a name that ends in `.kept`.
    pub failures: Vec<UndoFailure>,
}

/// Why a recovery could not look for records.
#[derive(Debug, thiserror::Error)]
#[error("exports that were cut short cannot be looked for: {source}")]
pub struct RecoverError {
    #[from]
    source: DiskError,
}

/// Takes back every export that was cut short, by a crash or a power cut, before it was whole.
/// To be called at each start, with the folder that was given to [`super::apply`].
///
/// # Errors
/// If the folder cannot be read. A folder that is not there holds no records.
pub fn recover(state_dir: &Path) -> Result<Vec<Recovered>, RecoverError> {
    let failed = |error| DiskError::from_io(state_dir, error);
    let entries = match fs::read_dir(state_dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failed(error).into()),
    };
    let mut recovered = Vec::new();
    for entry in entries {
        let path = entry.map_err(failed)?.path();
        let named = path
            .file_name()
            .and_then(|name| name.to_str())
            .is_some_and(|name| name.ends_with(SUFFIX));
        if named && let Some(done) = recover_one(&path)? {
            recovered.push(done);
        }
    }
    Ok(recovered)
}

fn recover_one(path: &Path) -> Result<Option<Recovered>, DiskError> {
    let failed = |error| DiskError::from_io(path, error);
    let file = match File::open(path) {
        Ok(file) => file,
        // Another start was quicker.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
    };
    // An export under way holds the lock.
    if file.try_lock().is_err() {
        return Ok(None);
    }
    let undo = Undo::decode(&disk::read(path, MAX_RECORD)?);
    if let Some(undo) = &undo {
        // First, so that folders the export made are empty again.
        sweep(undo);
    }
    let failures = undo.as_ref().map(Undo::roll_back).unwrap_or_default();
    if failures.is_empty() {
        fs::remove_file(path).map_err(failed)?;
    } else {
        fs::rename(path, path.with_extension("kept")).map_err(failed)?;
    }
    sync_folder_of(path)?;
    Ok(undo.map(|undo| Recovered {
        blog: undo.root,
        files: undo.steps.into_iter().map(|step| step.path).collect(),
        failures,
    }))
}

/// Removes the unfinished files that the cut left beside the targets.
fn sweep(undo: &Undo) {
    for step in &undo.steps {
        let target = undo.root.join(&step.path);
        let Some(entries) = target.parent().and_then(|folder| fs::read_dir(folder).ok()) else {
            continue;
        };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let ours = name
                .to_str()
                .and_then(|name| name.strip_prefix(".faircopy-")?.strip_suffix(".tmp"))
                .is_some();
            if ours && let Err(error) = fs::remove_file(entry.path()) {
                tracing::warn!(path = %entry.path().display(), %error, "an unfinished file stays");
            }
        }
    }
}

/// Makes the names in the folder of a file durable.
pub(super) fn sync_folder_of(path: &Path) -> Result<(), DiskError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        // Some file systems have nothing to sync in a folder.
        Err(error) if error.kind() == ErrorKind::InvalidInput => Ok(()),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => Ok(()),
        other => other.map_err(|error| DiskError::from_io(folder, error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn undo(root: &Path) -> Undo {
        let step = |path: &str, before: Option<&[u8]>| Step {
            path: path.into(),
            before: before.map(<[u8]>::to_vec),
            after: Some(ContentHash::of(b"new")),
        };
        Undo {
            root: root.into(),
            folders: vec!["images".into()],
            steps: vec![
                step("images/a.png", None),
                step("empty.md", Some(b"")),
                step("old.md", Some(b"old")),
                Step {
                    after: None,
                    ..step("gone.md", Some(b"gone"))
                },
            ],
        }
    }

    #[test]
    fn records_survive_the_disk_and_torn_ones_are_known() {
        let undo = undo(Path::new("/blog"));
        let bytes = undo.encode();
        assert_eq!(Undo::decode(&bytes), Some(undo));
        for length in 0..bytes.len() {
            assert_eq!(Undo::decode(&bytes[..length]), None, "cut at {length}");
        }
    }

    #[test]
    fn an_export_cut_short_anywhere_is_taken_back() {
        for written in 0..=4 {
            let (blog, state) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
            fs::write(blog.path().join("empty.md"), "").unwrap();
            fs::write(blog.path().join("old.md"), "old").unwrap();
            fs::write(blog.path().join("gone.md"), "gone").unwrap();
            let undo = undo(blog.path());
            let record = Record::create(state.path(), &undo).unwrap();
            fs::create_dir(blog.path().join("images")).unwrap();
            for step in &undo.steps[..written] {
                let path = blog.path().join(&step.path);
                match step.after {
                    Some(_) => fs::write(path, "new").unwrap(),
                    None => fs::remove_file(path).unwrap(),
                }
            }
            fs::write(blog.path().join("images/.faircopy-12.tmp"), "half").unwrap();
            // While the export is under way, another start leaves it alone.
            assert!(recover(state.path()).unwrap().is_empty());
            drop(record);
            let recovered = recover(state.path()).unwrap();
            assert_eq!(recovered.len(), 1);
            assert!(recovered[0].failures.is_empty(), "{recovered:?}");
            let read = |name: &str| fs::read_to_string(blog.path().join(name)).unwrap();
            let read = ["empty.md", "old.md", "gone.md"].map(read);
            assert_eq!(read, ["", "old", "gone"]);
            assert_eq!(fs::read_dir(blog.path()).unwrap().count(), 3);
            assert_eq!(fs::read_dir(state.path()).unwrap().count(), 0);
        }
    }

    #[test]
    fn what_someone_changed_since_is_kept_and_said() {
        let (blog, state) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::write(blog.path().join("empty.md"), "new").unwrap();
        fs::write(blog.path().join("old.md"), "theirs").unwrap();
        drop(Record::create(state.path(), &undo(blog.path())).unwrap());
        let recovered = recover(state.path()).unwrap();
        assert_eq!(recovered[0].failures[0].path, "old.md");
        let read = |name: &str| fs::read_to_string(blog.path().join(name)).unwrap();
        assert_eq!(
            (read("empty.md").as_str(), read("old.md").as_str()),
            ("", "theirs")
        );
        assert!(recover(state.path()).unwrap().is_empty());
        assert_eq!(fs::read_dir(state.path()).unwrap().count(), 1);
    }
}
