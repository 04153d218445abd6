//! Checking and exporting on the command line: one file at a time, no session.

use crate::{
    convert,
    error::Error,
    export, export_state,
    files::Text,
    library::LARGEST_ENTRY,
    publish,
    settings::{Folders, Store},
    unexport,
};
use faircopy_blog::mend;
use faircopy_host::disk;
use faircopy_wire as wire;
use std::{collections::BTreeMap, path::Path};

/// What stands between an entry and its publication.
///
/// # Errors
/// If the blog cannot be read.
pub fn check(
    text: &Text,
    blog: Option<&Path>,
    words: Option<&Path>,
) -> Result<Vec<wire::Finding>, Error> {
    let source = export::Source::of_file(&text.path, text.draft.to_bytes(), blog);
    let source = settled(source, words)?;
    let found = export::check(&source)?;
    Ok(found.iter().map(convert::finding).collect())
}

/// What became of an entry whose findings were put right as far as that is safe.
pub struct Mended {
    /// What was put right, with the lines of the text at that time.
    pub fixed: Vec<wire::Finding>,
    /// What is left.
    pub findings: Vec<wire::Finding>,
}

/// Puts right in the entry's file what can be put right safely.
///
/// # Errors
/// If the blog cannot be read, or the file cannot be written or has changed meanwhile.
pub fn fix(text: Text, blog: Option<&Path>, words: Option<&Path>) -> Result<Mended, Error> {
    let source = settled(export::Source::of_file(&text.path, Vec::new(), blog), words)?;
    let done = mend::mend(&text.text, |now| {
        let bytes = now.as_bytes().to_vec();
        export::check(&export::Source {
            bytes,
            ..source.clone()
        })
    })?;
    text.replace(&done.text)?;
    Ok(Mended {
        fixed: done.fixed.iter().map(convert::finding).collect(),
        findings: done.left.iter().map(convert::finding).collect(),
    })
}

/// A plan on its way from showing to writing.
pub struct Planned {
    /// The plan in the contract's terms.
    pub shown: wire::ExportPlan,
    source: export::Source,
    plan: faircopy_blog::plan::ExportPlan,
}

/// Works out what exporting `file` to `blog` would write; writes nothing. `words` is a list of private words
/// besides the user's own.
///
/// # Errors
/// If the entry or the blog cannot be read.
pub fn export_plan(file: &Path, blog: &Path, words: Option<&Path>) -> Result<Planned, Error> {
    let source = source_of(file, blog, words)?;
    let plan = export::plan(&source)?;
    Ok(Planned {
        shown: export::shown(blog, &plan),
        source,
        plan,
    })
}

/// Works out what taking `file` out of `blog` would remove; removes nothing.
///
/// # Errors
/// If the blog holds no post of the entry, or one of them cannot be read.
pub fn unexport_plan(file: &Path, blog: &Path) -> Result<Planned, Error> {
    let source = source_of(file, blog, None)?;
    let plan = unexport::plan(&source)?;
    Ok(Planned {
        shown: export::shown(blog, &plan),
        source,
        plan,
    })
}

fn source_of(file: &Path, blog: &Path, words: Option<&Path>) -> Result<export::Source, Error> {
    let bytes = disk::read(file, LARGEST_ENTRY)?;
    settled(export::Source::of_file(file, bytes, Some(blog)), words)
}

/// The source with what the user's folder says of every export, and words from a list of their own.
fn settled(mut source: export::Source, words: Option<&Path>) -> Result<export::Source, Error> {
    let (store, _) = Store::read(Folders::of_user().settings);
    source.undo = store.undo_folder();
    source.private_words = store.private_words(words)?;
    source.budget = store.image_budget();
    Ok(source)
}

/// Writes a plan, all or nothing.
///
/// # Errors
/// If an error stops it, something changed since, or the system refuses.
pub fn export_apply(planned: &Planned) -> Result<wire::ExportReceipt, Error> {
    export::apply(&planned.source, &planned.plan)
}

/// Commits the files of a plan, and nothing else; gives the commit's id, if there was something new.
///
/// # Errors
/// If git is missing or refuses.
pub fn export_commit(planned: &Planned) -> Result<Option<String>, Error> {
    publish::commit(&planned.source, &planned.plan, None)
}

/// The pictures of a blog that nothing in it names: path below it, and size in bytes.
///
/// # Errors
/// If the folder is no blog or cannot be read.
pub fn unused_images(blog: &Path) -> Result<Vec<(String, u64)>, Error> {
    Ok(faircopy_host::blog::unused_images(blog)?)
}

/// How entries of a folder, named by their paths below it, stand to a blog: the one given, or the one that the
/// window remembers. Nothing where there is none.
///
/// # Errors
/// If the blog cannot be read.
pub fn states(
    posts: &Path,
    paths: &[String],
    blog: Option<&Path>,
) -> Result<BTreeMap<String, wire::ExportState>, Error> {
    let (store, _) = Store::read(Folders::of_user().settings);
    let remembered = store.settings().blog.as_deref().map(Path::new);
    let exports = store.undo_folder();
    match blog.or(remembered.filter(|blog| blog.is_dir())) {
        Some(blog) => export_state::states(posts, paths, blog, exports.as_deref()),
        None => Ok(BTreeMap::new()),
    }
}

/// Makes a small practice blog in `folder`, unless a blog is there already.
///
/// # Errors
/// If the folder holds something else.
pub fn init_blog(folder: &Path) -> Result<(), Error> {
    if export::probe(folder).is_ok() {
        return Ok(());
    }
    export::make_practice_blog(folder)
}
