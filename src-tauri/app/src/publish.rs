//! Publishing by git: exactly the entry's files are committed, then pushed; never by force.

use crate::{desk::Desk, error::Error, export, export::Source};
use faircopy_blog::plan::ExportPlan;
use faircopy_host::git::{self, GitError};
pub use faircopy_host::git::{Cancel, Pushed};
use faircopy_wire::{self as wire, Event};
use std::path::Path;

/// Says before anything is written whether a commit could be made in the blog's repository, and on which
/// branch.
///
/// # Errors
/// If it is none, on no branch, something is under way there, or git does not know who commits.
pub fn ready(blog: &Path) -> Result<String, Error> {
    let state = git::state(blog)?;
    let branch = state.settled_branch(blog)?;
    if state.author.is_none() {
        return Err(GitError::NoIdentity.into());
    }
    Ok(branch.to_owned())
}

/// What could be committed of an entry's files, and where it would go.
///
/// # Errors
/// If the blog is in no repository, on no branch, or something is under way there.
pub(crate) fn offer(source: &Source, plan: &ExportPlan) -> Result<wire::PublishOffer, Error> {
    let state = git::state(&source.blog)?;
    let folder = &source.blog;
    Ok(wire::PublishOffer {
        branch: state.settled_branch(folder)?.to_owned(),
        own_branch: own_branch(source),
        unsent: state.upstream.is_none_or(|upstream| upstream.ahead > 0),
        remote: state.remote,
        files: git::changed(folder, &paths(plan))?,
        message: message(source, plan)?,
        author: state
            .author
            .map(|(name, email)| wire::Identity { name, email }),
    })
}

/// The branch of the entry's own, whether or not there is one already.
fn own_branch(source: &Source) -> String {
    let file_name = source.file_name();
    let name = faircopy_entry::slug::parse_file_name(&file_name);
    format!(
        "post/{}",
        name.map_or_else(|| "entry".to_owned(), |name| name.slug)
    )
}

/// The files of a plan, also those that an earlier export wrote.
fn paths(plan: &ExportPlan) -> Vec<String> {
    let mut paths = plan.image_paths.clone();
    paths.extend(plan.cover_path.clone());
    paths.push(plan.post_path.clone());
    paths.extend(plan.removed.iter().map(|file| file.path.clone()));
    paths.sort();
    paths.dedup();
    paths
}

/// The message of the commit that publishes an entry.
fn message(source: &Source, plan: &ExportPlan) -> Result<String, Error> {
    let name = faircopy_entry::slug::parse_file_name(&source.file_name());
    let text = String::from_utf8_lossy(&source.bytes);
    let title = faircopy_entry::fields::read(&text).fields.title;
    let title = title
        .or_else(|| name.map(|name| name.slug))
        .unwrap_or_else(|| source.file_name());
    let is_known = git::holds(&source.blog, &plan.post_path)?;
    let is_there = source.blog.join(&plan.post_path).exists();
    let what = match (is_known, is_there) {
        (true, false) => "Remove",
        (true, true) => "Update",
        (false, _) => "Add",
    };
    Ok(format!("{what}: {title}"))
}

/// Commits exactly the files of a plan; `None` where the repository holds them already.
///
/// # Errors
/// If git is missing or refuses; what was written stays.
pub(crate) fn commit(
    source: &Source,
    plan: &ExportPlan,
    words: Option<&str>,
) -> Result<Option<String>, Error> {
    let own = message(source, plan)?;
    Ok(git::commit(
        &source.blog,
        &paths(plan),
        words.unwrap_or(&own),
    )?)
}

/// Commits an entry's files and pushes them, as the author wishes.
///
/// # Errors
/// If git or the remote refuses; what was committed stays.
pub(crate) fn publish(
    source: &Source,
    plan: &ExportPlan,
    wish: &wire::Publish,
    progress: &mut dyn FnMut(&str),
    cancel: &Cancel,
) -> Result<wire::Published, Error> {
    let current = ready(&source.blog)?;
    let paths = paths(plan);
    on_branch(&source.blog, wish.branch.as_deref(), &paths, || {
        let commit = commit(source, plan, Some(&wish.message))?;
        let pushed = if wish.push {
            Some(push(&source.blog, wish.pull, progress, cancel)?)
        } else {
            None
        };
        Ok(wire::Published {
            commit,
            branch: wish.branch.clone().unwrap_or(current),
            remote: pushed.map(|pushed| pushed.remote),
        })
    })
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

/// Does something on a branch of its own, to which it takes `paths` along as they stand, and goes back to
/// the one that was checked out.
///
/// # Errors
/// If the branch cannot be checked out, the work fails, or there is no way back; the first of these.
pub fn on_branch<T, E: From<Error>>(
    blog: &Path,
    branch: Option<&str>,
    paths: &[String],
    work: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    let Some(branch) = branch else {
        return work();
    };
    let before = git::switch_with(blog, branch, paths).map_err(Error::from)?;
    let done = work();
    // What was not committed there comes back, too; after a commit that is nothing.
    let back = git::switch_with(blog, &before, paths);
    if let (Err(_), Err(error)) = (&done, &back) {
        tracing::warn!("The blog's folder stays on the branch {branch}: {error}.");
    }
    let done = done?;
    back.map_err(Error::from)?;
    Ok(done)
}

impl Desk {
    /// Says a plan in the contract's terms, and keeps it to be agreed to.
    ///
    /// # Errors
    /// If the session has ended.
    pub(crate) fn shown_plan(
        &self,
        entry: u32,
        source: &Source,
        plan: ExportPlan,
    ) -> Result<wire::ExportPlan, Error> {
        let shown = export::shown(&source.blog, &plan);
        self.with(move |session| {
            session.remember_plan(entry, plan);
            Ok(())
        })?;
        Ok(shown)
    }

    /// Commits the files of an open entry and pushes them, and tells of the progress.
    ///
    /// # Errors
    /// As [`publish`].
    pub(crate) fn publish_entry(&self, args: &wire::Publish) -> Result<wire::Published, Error> {
        let entry = args.entry;
        let source = self.with(move |session| session.export_source(entry))?;
        let plan = export::plan(&source)?;
        let cancel = Cancel::default();
        self.is_publishing(Some(cancel.clone()));
        let desk = self.clone();
        let mut tell = |words: &str| {
            let progress = words.to_owned();
            // A session that has ended needs no progress.
            drop(desk.with(move |session| {
                session.tell(Event::Publishing { progress });
                Ok(())
            }));
        };
        let done = publish(&source, &plan, args, &mut tell, &cancel);
        self.is_publishing(None);
        done
    }
}

/// Tells git who commits in the blog's repository.
///
/// # Errors
/// If git refuses.
pub(crate) fn set_identity(blog: &Path, identity: &wire::Identity) -> Result<(), Error> {
    Ok(git::set_identity(blog, &identity.name, &identity.email)?)
}
