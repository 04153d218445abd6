//! Taking an entry out of the blog again, and what it left there under an earlier name.

use crate::{
    error::Error,
    export::Source,
    export_state::{self, Note, Notes},
};
use faircopy_blog::{
    BlogSnapshot, conventions,
    exported::images_of,
    plan::{self as planning, ExportPlan, RemovedFile},
};
use faircopy_entry::diagnostic::{Diagnostic, Severity};
use faircopy_host::{blog, disk::ContentHash};
use std::path::Path;

/// Works out what goes with an entry's post: the post, and the pictures that nothing else in the blog names.
///
/// # Errors
/// If the blog holds no post of the entry, or cannot be read.
pub fn plan(source: &Source) -> Result<ExportPlan, Error> {
    if let Some(undo) = &source.undo {
        blog::recover(undo)?;
    }
    let mut snapshot = blog::snapshot(&source.blog)?;
    let notes = Notes::of(source.undo.as_deref(), &source.blog);
    let note = notes.read(&source.file());
    let post = match &note {
        Some(note) => Some(note.post.clone()),
        None => export_state::post_of(&snapshot, source)?,
    };
    let missing = || Error::NotExported(source.path.clone());
    let post_path = post.ok_or_else(missing)?;
    let images = note.as_ref().map_or(&[][..], |note| &note.images);
    let removed = removal(&source.blog, &mut snapshot, &post_path, images, &[])?;
    let post = removed.last().filter(|file| file.path == post_path);
    let written = ContentHash::of(&post.ok_or_else(missing)?.before).to_string();
    let is_theirs = note.is_some_and(|note| note.published != written);
    let diagnostics = is_theirs.then(|| changed_there(&post_path));
    Ok(ExportPlan {
        files: Vec::new(),
        removed,
        post_path,
        cover_path: None,
        image_paths: Vec::new(),
        url: String::new(),
        url_path: String::new(),
        built_file: String::new(),
        published_on: String::new(),
        diagnostics: diagnostics.into_iter().collect(),
        nothing_to_do: false,
    })
}

fn changed_there(post_path: &str) -> Diagnostic {
    Diagnostic {
        severity: Severity::Warning,
        code: "post-changed",
        file: None,
        line: None,
        last_line: None,
        message: format!("{post_path} was changed in the blog since its export."),
        hint: Some("Look at it first, if others write there.".to_owned()),
        fix: None,
    }
}

/// What an earlier export of the entry left under another name; the snapshot forgets that post, whose address is
/// free again.
///
/// # Errors
/// If the blog's settings cannot be read.
pub fn forerunner(source: &Source, snapshot: &mut BlogSnapshot) -> Result<Option<Note>, Error> {
    let notes = Notes::of(source.undo.as_deref(), &source.blog);
    let Some(note) = notes.of_or_before(source) else {
        return Ok(None);
    };
    let name = export_state::published_name(snapshot, source)?;
    if note.post.rsplit('/').next() == Some(&name) {
        return Ok(None);
    }
    snapshot.posts.retain(|post| post.path != note.post);
    Ok(Some(note))
}

/// Has the plan of an export remove what the entry left in the blog under another name.
///
/// # Errors
/// If the blog cannot be read.
pub fn follow_rename(
    source: &Source,
    snapshot: &mut BlogSnapshot,
    before: &Note,
    plan: &mut ExportPlan,
) -> Result<(), Error> {
    let mut kept = plan.image_paths.clone();
    kept.extend(plan.cover_path.clone());
    kept.extend(plan.files.iter().map(|file| file.path.clone()));
    plan.removed = removal(&source.blog, snapshot, &before.post, &before.images, &kept)?;
    plan.nothing_to_do &= plan.removed.is_empty();
    Ok(())
}

/// A post that is there, behind its pictures but for those that are `kept` or named elsewhere.
fn removal(
    blog: &Path,
    snapshot: &mut BlogSnapshot,
    post: &str,
    noted: &[String],
    kept: &[String],
) -> Result<Vec<RemovedFile>, Error> {
    blog::read_contents(blog, snapshot, &[post.to_owned()])?;
    let Some(bytes) = snapshot.contents.get(post).cloned() else {
        return Ok(Vec::new());
    };
    let config = snapshot.site_config().map_err(planning::PlanError::from)?;
    let ways = conventions::learn(snapshot, &config);
    let text = String::from_utf8_lossy(&bytes);
    let mut shown = images_of(&text, snapshot, &ways, &config);
    shown.extend(noted.iter().cloned());
    let images = snapshot.images.iter();
    let candidates: Vec<_> = images
        .filter(|image| shown.contains(&image.path) && !kept.contains(&image.path))
        .cloned()
        .collect();
    let unnamed = blog::unnamed(blog, snapshot, &candidates, &[post.to_owned()]);
    let paths: Vec<String> = unnamed.into_iter().map(|image| image.path).collect();
    blog::read_contents(blog, snapshot, &paths)?;
    let mut removed: Vec<RemovedFile> = paths
        .into_iter()
        .filter_map(|path| {
            let before = snapshot.contents.get(&path)?.clone();
            Some(RemovedFile { path, before })
        })
        .collect();
    removed.push(RemovedFile {
        path: post.to_owned(),
        before: bytes,
    });
    Ok(removed)
}
