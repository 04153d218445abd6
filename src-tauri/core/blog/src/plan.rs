//! What exporting an entry would write, byte by byte, before anything is written.

use std::collections::BTreeMap;

use faircopy_entry::diagnostic::{Diagnostic, Severity};
use jiff::ZonedDateTime;

use crate::config::{ConfigError, SiteConfig};
use crate::conventions::{self, join};
use crate::post::{self, Post};
use crate::private_words::PrivateWords;
use crate::references;
use crate::snapshot::BlogSnapshot;
use crate::url::{self, SlugMode};
use crate::{check, private, rewrite};

pub use crate::references::{all_images, referenced_images};

mod images;

use images::Images;

/// An image that the entry refers to, ready to be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceImage {
    /// The reference as it stands in the entry, see [`ImageReference::written`].
    pub reference: String,
    /// The name of the file, without folders.
    pub file_name: String,
    /// The bytes to publish; the same picture must always give the same bytes.
    pub bytes: Vec<u8>,
}

/// An entry to be exported.
#[derive(Debug, Clone)]
pub struct EntrySource {
    /// The name of its file, without folders.
    pub file_name: String,
    /// Its bytes.
    pub text: Vec<u8>,
    /// The images it refers to, as far as they could be read.
    pub images: Vec<SourceImage>,
    /// Of images that could not be read: the paths of such that differ in capitals only.
    pub alike: BTreeMap<String, String>,
    /// Words that must not leave.
    pub private_words: PrivateWords,
    /// What one picture may weigh in bytes, as it is published, before that is told.
    pub budget: u64,
}

/// What a planned file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// The post.
    Post,
    /// A picture.
    Image,
}

/// One file that an export, or taking one back, would remove.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemovedFile {
    /// Relative to the blog, with `/` between its parts; never leads out of it.
    pub path: String,
    /// What it holds. Applying checks this again.
    pub before: Vec<u8>,
}

/// One file that an export would write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedFile {
    /// Relative to the blog, with `/` between its parts; never leads out of it.
    pub path: String,
    /// What it will hold.
    pub bytes: Vec<u8>,
    /// What it holds now; nothing where there is no such file. Applying checks this again.
    pub before: Option<Vec<u8>>,
    /// Post or image.
    pub kind: FileKind,
    /// The change as a unified diff; nothing for images and for texts too long to compare.
    pub diff: Option<String>,
}

/// Everything that an export would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportPlan {
    /// The files to remove: what the entry left under an earlier name.
    pub removed: Vec<RemovedFile>,
    /// The files to write, images before the post that shows them; unchanged ones left out.
    pub files: Vec<PlannedFile>,
    /// Where the post will lie in the blog, whether or not it needs to be written.
    pub post_path: String,
    /// Where the cover lies in the blog afterwards, if the entry has one of its own.
    pub cover_path: Option<String>,
    /// Where each picture that the entry brings along lies in the blog afterwards, written or not.
    pub image_paths: Vec<String>,
    /// The future address: `url`, `baseurl` and path. Empty where the permalink is broken.
    pub url: String,
    /// The path of that address within the site, for example `/career/2026/11/23/a.html`.
    pub url_path: String,
    /// The file that Jekyll will write, relative to `_site`.
    pub built_file: String,
    /// When it is published, in the zone of the site, as `2026-11-23 18:05 +05:30`.
    pub published_on: String,
    /// What the author should know; an error among them means that the page will not be right.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the blog holds all of this already.
    pub nothing_to_do: bool,
}

impl ExportPlan {
    /// Whether something found is an error, so that nothing should be written unasked.
    pub fn is_blocked(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|found| found.severity == Severity::Error)
    }
}

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// The entry is not UTF-8; Jekyll passes over such files without a word.
    #[error("{file_name}: not UTF-8 text from byte {offset} on")]
    NotUtf8 {
        /// The entry's file name.
        file_name: String,
        /// The first byte that is not UTF-8, from 0.
        offset: usize,
    },
    /// The blog's settings cannot be read.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The snapshot lacks the content of a file that [`wanted`] names.
    #[error("the content of {path} was not read from the blog")]
    Unread {
        /// The file, relative to the blog.
        path: String,
    },
}

/// What one picture may weigh unless the author says otherwise, in bytes.
pub const IMAGE_BUDGET: u64 = 500 * 1000;

/// The longest text, in bytes, that is compared line by line.
const MAX_DIFF_BYTES: usize = 1024 * 1024;

/// The paths whose whole content [`plan`] needs in [`BlogSnapshot::contents`], as far as they
/// exist: the post's own, and each image that may hold the same picture.
///
/// # Errors
/// As [`plan`], but for [`PlanError::Unread`].
pub fn wanted(
    source: &EntrySource,
    snapshot: &BlogSnapshot,
    now: &ZonedDateTime,
) -> Result<Vec<String>, PlanError> {
    let text = text_of(source)?;
    let config = snapshot.site_config()?;
    let post = Post::read(text);
    let name = published_name(&post, &source.file_name, &config, now);
    let mut paths = vec![post_path(&name, snapshot, &config)];
    for image in &snapshot.images {
        let same_size = |candidate: &SourceImage| candidate.bytes.len() as u64 == image.size;
        if source.images.iter().any(same_size) {
            paths.push(image.path.clone());
        }
    }
    Ok(paths)
}

/// Works out what exporting an entry would write into a blog.
///
/// The post keeps the author's bytes; only references to images change, where this blog's form
/// asks for another. `now` dates a post that has no date, and says what is in the future.
///
/// # Errors
/// When the entry is no text, the blog's settings cannot be read, or the snapshot lacks a content
/// that [`wanted`] names. Whatever is doubtful in the entry itself is a diagnostic.
pub fn plan(
    source: &EntrySource,
    snapshot: &BlogSnapshot,
    now: &ZonedDateTime,
) -> Result<ExportPlan, PlanError> {
    let text = text_of(source)?;
    let config = snapshot.site_config()?;
    let conventions = conventions::learn(snapshot, &config);
    let post = Post::read(text);
    let name = published_name(&post, &source.file_name, &config, now);
    let placed = post::place(&post, &name, &config, now);
    let post_path = post_path(&name, snapshot, &config);

    let mut images = Images::new(source, snapshot, &conventions, &config);
    let mut edits = rewrite::Edits::new(&post);
    let private = private::find(&post);
    for reference in references::referenced_images(text) {
        let at = reference.span.start;
        if !private.passages.iter().any(|passage| passage.contains(&at)) {
            images.take_in(&reference, &post, &mut edits)?;
        }
    }
    for passage in &private.passages {
        edits.remove(passage);
    }
    let cover_path = images.cover.clone();
    if let Some(path) = &cover_path {
        edits.show_cover(path, &conventions, &config);
    }
    let (new_text, mut diagnostics) = edits.finish();
    let words = &source.private_words;
    let names = images.names().chain([post_path.as_str()]);
    diagnostics.extend(words.problems(&new_text, text, &private.passages, names));
    diagnostics.extend(private.problems_of(&new_text));
    diagnostics.append(&mut images.reused);

    let site = check::Site {
        config: &config,
        conventions: &conventions,
        snapshot,
    };
    let present = images.present();
    let image_paths = images.paths();
    diagnostics.append(&mut images.heavy(source.budget));
    diagnostics.extend(check::check(text, &name, &present, Some(&site), now));
    let mut files = images.files;
    files.extend(post_file(&post_path, new_text, snapshot)?);
    let (url, url_path, built_file) = match &placed.url {
        Ok(page) => (page.public(&config), page.path.clone(), page.built_file()),
        Err(_) => Default::default(),
    };
    Ok(ExportPlan {
        removed: Vec::new(),
        nothing_to_do: files.is_empty(),
        files,
        post_path,
        cover_path,
        image_paths,
        url,
        url_path,
        built_file,
        published_on: placed.date.strftime("%Y-%m-%d %H:%M %:z").to_string(),
        diagnostics,
    })
}

fn text_of(source: &EntrySource) -> Result<&str, PlanError> {
    std::str::from_utf8(&source.text).map_err(|error| PlanError::NotUtf8 {
        file_name: source.file_name.clone(),
        offset: error.valid_up_to(),
    })
}

/// The name of the post in the blog: the entry's own where Jekyll takes it for a post, else made
/// from `date:` (or now) and the entry's name or title.
pub fn published_name(
    post: &Post<'_>,
    file_name: &str,
    config: &SiteConfig,
    now: &ZonedDateTime,
) -> String {
    let plain = !file_name.contains(['/', '\\', '\0']);
    if plain && url::post_name(file_name).is_some_and(|name| name.date.is_some()) {
        return file_name.to_owned();
    }
    let placed = post::place(post, "", config, now);
    let last = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let (stem, extension) = match last.rsplit_once('.') {
        Some((stem, extension @ ("md" | "markdown" | "mkd" | "html"))) => (stem, extension),
        Some((stem, _)) if !stem.is_empty() => (stem, "md"),
        _ => (last, "md"),
    };
    let mut slug = url::slugified(stem, SlugMode::Default);
    if slug.is_empty() {
        let title = post.text_at("title").unwrap_or_default();
        slug = url::slugified(&title, SlugMode::Default);
    }
    if slug.is_empty() {
        "post".clone_into(&mut slug);
    }
    format!("{}-{slug}.{extension}", placed.date.strftime("%Y-%m-%d"))
}

/// Where the post lies: where one of its name lies already, perhaps in a folder of its year.
fn post_path(name: &str, snapshot: &BlogSnapshot, config: &SiteConfig) -> String {
    let known = snapshot.posts.iter().find(|post| post.file_name() == name);
    known.map_or_else(|| join(&config.posts_dir(), name), |post| post.path.clone())
}

/// The post's own file, unless the blog holds it already.
fn post_file(
    path: &str,
    text: String,
    snapshot: &BlogSnapshot,
) -> Result<Option<PlannedFile>, PlanError> {
    let before = snapshot.contents.get(path).cloned();
    let exists = snapshot.posts.iter().any(|post| post.path == path);
    if exists && before.is_none() {
        return Err(PlanError::Unread {
            path: path.to_owned(),
        });
    }
    if before.as_deref() == Some(text.as_bytes()) {
        return Ok(None);
    }
    let diff = unified_diff(path, before.as_deref(), &text);
    Ok(Some(PlannedFile {
        path: path.to_owned(),
        bytes: text.into_bytes(),
        before,
        kind: FileKind::Post,
        diff,
    }))
}

fn unified_diff(path: &str, before: Option<&[u8]>, after: &str) -> Option<String> {
    let old = String::from_utf8_lossy(before.unwrap_or_default());
    if old.len() > MAX_DIFF_BYTES || after.len() > MAX_DIFF_BYTES {
        return None;
    }
    let from = if before.is_some() {
        format!("a/{path}")
    } else {
        "/dev/null".to_owned()
    };
    let diff = similar::TextDiff::from_lines(old.as_ref(), after);
    let text = diff
        .unified_diff()
        .header(&from, &format!("b/{path}"))
        .to_string();
    Some(text)
}
