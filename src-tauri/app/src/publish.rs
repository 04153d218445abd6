//! Publishing by git: exactly the entry's files are committed, then pushed; never by force.

use crate::{error::Error, export::Source};
use faircopy_blog::plan::{ExportPlan, FileKind};
use faircopy_host::git::{self, GitError, Head};
pub use faircopy_host::git::{Cancel, Pushed};
use std::path::Path;

/// Says before anything is written whether a commit could be made in the blog's repository.
///
/// # Errors
/// If it is none, on no branch, something is under way there, or git does not know who commits.
pub fn ready(blog: &Path) -> Result<(), Error> {
    let state = git::state(blog)?;
    let folder = blog.to_owned();
    if let Some(operation) = state.under_way {
        return Err(GitError::UnderWay { operation, folder }.into());
    }
    if state.head == Head::Detached {
        return Err(GitError::Detached { folder }.into());
    }
    if !state.knows_author {
        return Err(GitError::NoIdentity.into());
    }
    Ok(())
}

/// The message of the commit that publishes an entry.
pub(crate) fn message(source: &Source, plan: &ExportPlan) -> String {
    let name = faircopy_entry::slug::parse_file_name(&source.file_name());
    let text = String::from_utf8_lossy(&source.bytes);
    let title = faircopy_entry::fields::read(&text).fields.title;
    let title = title
        .or_else(|| name.map(|name| name.slug))
        .unwrap_or_else(|| source.file_name());
    let is_new = plan
        .files
        .iter()
        .any(|file| file.kind == FileKind::Post && file.before.is_none());
    format!("{}: {title}", if is_new { "Add" } else { "Update" })
}

/// Commits exactly the files of a plan, also those that an earlier export wrote; `None` where the
/// repository holds them already.
///
/// # Errors
/// If git is missing or refuses; what was written stays.
pub(crate) fn commit(source: &Source, plan: &ExportPlan) -> Result<Option<String>, Error> {
    let mut paths = plan.image_paths.clone();
    paths.extend(plan.cover_path.clone());
    paths.push(plan.post_path.clone());
    paths.sort();
    paths.dedup();
    Ok(git::commit(&source.blog, &paths, &message(source, plan))?)
}

/// Pushes the branch that is checked out; where the remote has more, and if so wished, pulls first.
///
/// # Errors
/// If the remote has more, refuses, or is not reached; or what comes in clashes. Commits stay.
pub fn push(
    blog: &Path,
    pull: bool,
    progress: &mut dyn FnMut(&str),
    cancel: &Cancel,
) -> Result<Pushed, Error> {
    match git::push(blog, progress, cancel) {
        Err(GitError::Behind { .. }) if pull => {
            git::pull(blog, progress, cancel)?;
            Ok(git::push(blog, progress, cancel)?)
        }
        other => Ok(other?),
    }
}

/// Does something on a branch of its own and goes back to the one that was checked out.
///
/// # Errors
/// If the branch cannot be checked out, the work fails, or there is no way back; the first of these.
pub fn on_branch<T, E: From<Error>>(
    blog: &Path,
    branch: Option<&str>,
    work: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    let Some(branch) = branch else {
        return work();
    };
    let before = git::switch(blog, branch).map_err(Error::from)?;
    let done = work();
    let back = git::switch(blog, &before);
    let done = done?;
    back.map_err(Error::from)?;
    Ok(done)
}
