//! How one blog keeps its images and writes their addresses, learned from the blog itself.

use std::collections::{BTreeMap, HashMap};

use crate::config::SiteConfig;
use crate::layouts::{self, Front, Showing};
use crate::post::Post;
use crate::references::{self, ImageRole, Place};
use crate::snapshot::{BlogSnapshot, file_name, folder_of};

/// The form in which front matter names an image of the blog.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum CoverForm {
    /// The path below a folder that the layout puts in front; often just the file's name.
    Below {
        /// The folder, relative to the blog.
        folder: String,
        /// Whether the value begins with a slash, as after `src="/images{{ page.image }}"`.
        leading_slash: bool,
    },
    /// The path from the root of the site.
    SitePath {
        /// Whether it begins with a slash.
        leading_slash: bool,
        /// Whether it begins with the site's `baseurl`, which the layout does not add.
        with_baseurl: bool,
    },
}

impl CoverForm {
    /// The value that makes the blog show the image at `path`; nothing where this form cannot
    /// name it.
    pub fn value(&self, path: &str, baseurl: &str) -> Option<String> {
        match self {
            CoverForm::Below {
                folder,
                leading_slash,
            } => {
                let below = if folder.is_empty() {
                    path
                } else {
                    path.strip_prefix(folder.as_str())?.strip_prefix('/')?
                };
                Some(if *leading_slash {
                    format!("/{below}")
                } else {
                    below.to_owned()
                })
            }
            CoverForm::SitePath {
                leading_slash,
                with_baseurl,
            } => {
                let base = if *with_baseurl { baseurl } else { "" };
                let full = format!("{base}/{path}");
                Some(if *leading_slash {
                    full
                } else {
                    full.trim_start_matches('/').to_owned()
                })
            }
        }
    }

    /// The path within the blog that a value means in this form, whether or not it exists.
    pub fn path(&self, value: &str, baseurl: &str) -> Option<String> {
        let has_slash = value.starts_with('/');
        let (Place::Beside(path) | Place::Site(path)) = references::place_of(value) else {
            return None;
        };
        match self {
            CoverForm::Below {
                folder,
                leading_slash,
            } => (has_slash == *leading_slash).then(|| join(folder, &path)),
            CoverForm::SitePath {
                leading_slash,
                with_baseurl,
            } => {
                if has_slash != *leading_slash {
                    return None;
                }
                let base = baseurl.trim_start_matches('/');
                if *with_baseurl && !base.is_empty() {
                    return Some(path.strip_prefix(base)?.strip_prefix('/')?.to_owned());
                }
                Some(path)
            }
        }
    }
}

/// The form in which a body names an image of the blog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InlineForm {
    /// `/images/x.png`, as the site's root has it.
    SitePath,
    /// `/blog/images/x.png`: `baseurl` written out.
    BaseurlPath,
    /// `{{ site.baseurl }}/images/x.png`.
    LiquidBaseurl,
    /// `{{ "/images/x.png" | relative_url }}`.
    LiquidRelativeUrl,
}

impl InlineForm {
    /// The reference to the image at `path` in this form.
    pub fn value(self, path: &str, baseurl: &str) -> String {
        match self {
            InlineForm::SitePath => format!("/{path}"),
            InlineForm::BaseurlPath => format!("{baseurl}/{path}"),
            InlineForm::LiquidBaseurl => format!("{{{{ site.baseurl }}}}/{path}"),
            // Single quotes: the reference may stand in a double-quoted attribute.
            InlineForm::LiquidRelativeUrl => format!("{{{{ '/{path}' | relative_url }}}}"),
        }
    }
}

/// What a blog does with its images.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conventions {
    /// Where posts lie, relative to the blog.
    pub posts_dir: String,
    /// Where a post's images go, relative to the blog, without a slash at its end.
    pub image_dir: String,
    /// The key whose picture the blog shows, one of [`references::COVER_KEYS`].
    pub cover_key: String,
    /// How that key names its picture.
    pub cover_form: CoverForm,
    /// How each key that the layouts show names its picture, the cover key included.
    pub forms: BTreeMap<String, CoverForm>,
    /// How bodies name their images.
    pub inline_form: InlineForm,
    /// Whether the blog's own layouts show the cover key; false where all of this is a guess.
    pub shown: bool,
}

impl Conventions {
    /// The form of a key, that of the cover where the blog says nothing of it.
    pub fn form_of(&self, key: &str) -> &CoverForm {
        self.forms.get(key).unwrap_or(&self.cover_form)
    }
}

/// The folder for images where a blog shows no habit of its own.
const DEFAULT_IMAGE_DIR: &str = "images";

/// Folders that blogs without posts often have ready, in the order tried.
const USUAL_IMAGE_DIRS: [&str; 6] = [
    "images",
    "assets/images",
    "assets/img",
    "img",
    "assets",
    "static/images",
];

/// Learns a blog's ways: from what its posts write and what is there, before what its layouts
/// expect, before what blogs usually do.
pub fn learn(snapshot: &BlogSnapshot, config: &SiteConfig) -> Conventions {
    let uses = template_uses(snapshot, config);
    let habits = Habits::of(snapshot);
    let cover_key = cover_key(&uses, &habits);
    let mut forms = BTreeMap::new();
    for key in uses.keys().chain(habits.covers.keys()) {
        if let Some(form) = cover_form(key, &uses, &habits, snapshot, config) {
            forms.insert(key.clone(), form);
        }
    }
    let shown = uses.contains_key(&cover_key);
    let cover_form = forms.get(&cover_key).cloned();
    let image_dir = image_dir(cover_form.as_ref(), &cover_key, &habits, snapshot, config);
    let cover_form = cover_form.unwrap_or(CoverForm::SitePath {
        leading_slash: true,
        with_baseurl: false,
    });
    forms.insert(cover_key.clone(), cover_form.clone());
    Conventions {
        posts_dir: config.posts_dir(),
        image_dir,
        cover_key,
        cover_form,
        forms,
        inline_form: inline_form(&habits, config),
        shown,
    }
}

/// The best showing of each key, and the form that it asks for.
type Uses = BTreeMap<String, (Showing, Option<CoverForm>)>;

fn template_uses(snapshot: &BlogSnapshot, config: &SiteConfig) -> Uses {
    let mut best = Uses::new();
    for file in &snapshot.templates {
        let text = String::from_utf8_lossy(&file.bytes);
        for cover in layouts::cover_uses(&text) {
            let form = form_after(&cover.front, config);
            let better = best.get(&cover.key).is_none_or(|(showing, known)| {
                (cover.showing, form.is_some()) > (*showing, known.is_some())
            });
            if better {
                best.insert(cover.key, (cover.showing, form));
            }
        }
    }
    best
}

/// The form that a value needs behind what the layout writes in front of it.
fn form_after(front: &Front, config: &SiteConfig) -> Option<CoverForm> {
    if front.unknown {
        return None;
    }
    let mut prefix = front.prefix.as_str();
    let mut baseurl = front.baseurl || config.baseurl.is_empty();
    if !baseurl && let Some(rest) = prefix.strip_prefix(&config.baseurl) {
        prefix = rest;
        baseurl = true;
    }
    if let Some(behind_host) = prefix.split_once("://").map(|(_, rest)| rest) {
        let path = behind_host.find('/')?;
        prefix = &behind_host[path..];
    }
    let folder = prefix.trim_matches('/').trim_start_matches("./");
    if folder.is_empty() {
        return Some(CoverForm::SitePath {
            leading_slash: !prefix.ends_with('/'),
            with_baseurl: !baseurl,
        });
    }
    if folder.contains("..") {
        return None;
    }
    Some(CoverForm::Below {
        folder: folder.to_owned(),
        leading_slash: !prefix.ends_with('/'),
    })
}

/// What the existing posts write.
#[derive(Debug, Default)]
struct Habits {
    /// Local values of each cover key.
    covers: BTreeMap<String, Vec<String>>,
    /// References within bodies, Liquid ones included.
    inline: Vec<String>,
}

impl Habits {
    fn of(snapshot: &BlogSnapshot) -> Self {
        let mut habits = Habits::default();
        for post in &snapshot.posts {
            for image in references::all_images(&post.text) {
                match image.role {
                    ImageRole::Cover { key } if image.place != Place::Remote => {
                        habits.covers.entry(key).or_default().push(image.written);
                    }
                    ImageRole::Inline { .. } => habits.inline.push(image.written),
                    ImageRole::Cover { .. } => {}
                }
            }
        }
        habits
    }
}

fn cover_key(uses: &Uses, habits: &Habits) -> String {
    let score = |key: &str| {
        let written = habits.covers.get(key).map_or(0, Vec::len);
        let showing = uses.get(key).map(|(showing, _)| *showing);
        let shown = showing.is_some_and(|showing| showing >= Showing::Background);
        (shown && written > 0, written, showing)
    };
    let mut best = "image";
    for key in references::COVER_KEYS {
        if score(key) > score(best) {
            best = key;
        }
    }
    best.to_owned()
}

fn cover_form(
    key: &str,
    uses: &Uses,
    habits: &Habits,
    snapshot: &BlogSnapshot,
    config: &SiteConfig,
) -> Option<CoverForm> {
    let expected = uses.get(key).and_then(|(_, form)| form.clone());
    let values = habits.covers.get(key);
    let mut candidates: Vec<CoverForm> = expected.clone().into_iter().collect();
    for with_baseurl in [false, true] {
        for leading_slash in [true, false] {
            candidates.push(CoverForm::SitePath {
                leading_slash,
                with_baseurl,
            });
        }
    }
    // A layout that we cannot follow: bare names tell the folder by where their files lie.
    if expected.is_none() {
        for value in values.into_iter().flatten() {
            let holder = snapshot
                .images
                .iter()
                .find(|image| file_name(&image.path) == value);
            candidates.extend(holder.map(|image| CoverForm::Below {
                folder: folder_of(&image.path).to_owned(),
                leading_slash: false,
            }));
        }
    }
    let hits = |form: &CoverForm| {
        let found = |value: &String| {
            form.path(value, &config.baseurl)
                .is_some_and(|path| snapshot.has_image(&path))
        };
        values.map_or(0, |values| {
            values.iter().filter(|value| found(value)).count()
        })
    };
    let mut best: Option<(usize, CoverForm)> = None;
    for form in candidates {
        let count = hits(&form);
        if count > best.as_ref().map_or(0, |(count, _)| *count) {
            best = Some((count, form));
        }
    }
    best.map(|(_, form)| form).or(expected)
}

fn image_dir(
    form: Option<&CoverForm>,
    cover_key: &str,
    habits: &Habits,
    snapshot: &BlogSnapshot,
    config: &SiteConfig,
) -> String {
    let covers = habits.covers.get(cover_key).into_iter().flatten();
    let kept: Vec<String> = covers
        .filter_map(|value| form?.path(value, &config.baseurl))
        .filter(|path| snapshot.has_image(path))
        .map(|path| folder_of(&path).to_owned())
        .collect();
    if let Some(folder) = usual_folder(&kept) {
        return folder;
    }
    if let Some(CoverForm::Below { folder, .. }) = form {
        return folder.clone();
    }
    let inline: Vec<String> = habits
        .inline
        .iter()
        .filter_map(|written| inline_path(written, &config.baseurl))
        .filter(|path| snapshot.has_image(path))
        .map(|path| folder_of(&path).to_owned())
        .collect();
    usual_folder(&inline)
        .or_else(|| {
            let holds = |folder: &&&str| {
                let below = format!("{folder}/");
                snapshot
                    .images
                    .iter()
                    .any(|image| image.path.starts_with(&below))
                    || snapshot
                        .other_files
                        .iter()
                        .any(|path| path.starts_with(&below))
            };
            USUAL_IMAGE_DIRS
                .iter()
                .find(holds)
                .map(|folder| (*folder).to_owned())
        })
        .unwrap_or_else(|| DEFAULT_IMAGE_DIR.to_owned())
}

/// The folder most images lie in, or what a folder for each post has in common.
fn usual_folder(folders: &[String]) -> Option<String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for folder in folders {
        *counts.entry(folder).or_default() += 1;
    }
    let (best, count) = counts
        .iter()
        .map(|(folder, count)| (*folder, *count))
        .max_by_key(|(folder, count)| (*count, std::cmp::Reverse(*folder)))?;
    if count == 1 && folders.len() > 2 {
        let parents: Vec<String> = folders
            .iter()
            .map(|folder| folder_of(folder).to_owned())
            .collect();
        if parents.iter().all(|parent| *parent == parents[0]) && !parents[0].is_empty() {
            return Some(parents[0].clone());
        }
    }
    Some(best.to_owned())
}

/// The path within the blog that a body's reference means.
fn inline_path(written: &str, baseurl: &str) -> Option<String> {
    let (_, path) = inline_parts(written, baseurl)?;
    match references::place_of(path.trim_start_matches('/')) {
        Place::Beside(path) => Some(path),
        _ => None,
    }
}

fn inline_parts<'a>(written: &'a str, baseurl: &str) -> Option<(InlineForm, &'a str)> {
    if let Some(rest) = written.strip_prefix("{{") {
        let (expression, behind) = rest.split_once("}}")?;
        if !behind.is_empty() && expression.contains("baseurl") {
            return Some((InlineForm::LiquidBaseurl, behind));
        }
        if expression.contains("_url") || expression.contains("baseurl") {
            let path = expression.split(['"', '\'']).nth(1)?;
            return Some((InlineForm::LiquidRelativeUrl, path));
        }
        return None;
    }
    if !written.starts_with('/') || written.starts_with("//") {
        return None;
    }
    let below = written
        .strip_prefix(baseurl)
        .filter(|rest| !baseurl.is_empty() && rest.starts_with('/'));
    match below {
        Some(path) => Some((InlineForm::BaseurlPath, path)),
        None => Some((InlineForm::SitePath, written)),
    }
}

fn inline_form(habits: &Habits, config: &SiteConfig) -> InlineForm {
    let mut counts: BTreeMap<InlineForm, usize> = BTreeMap::new();
    for written in &habits.inline {
        if let Some((form, _)) = inline_parts(written, &config.baseurl) {
            *counts.entry(form).or_default() += 1;
        }
    }
    let usual = counts.into_iter().max_by_key(|(_, count)| *count);
    match usual {
        Some((form, _)) => form,
        None if config.baseurl.is_empty() => InlineForm::SitePath,
        None => InlineForm::LiquidBaseurl,
    }
}

/// The path within the blog that a reference of a post means there, if an image lies at it.
pub fn existing_image(
    role: &ImageRole,
    written: &str,
    conventions: &Conventions,
    snapshot: &BlogSnapshot,
    baseurl: &str,
) -> Option<String> {
    let path = match role {
        ImageRole::Cover { key } => conventions.form_of(key).path(written, baseurl),
        ImageRole::Inline { .. } => inline_path(written, baseurl),
    }?;
    snapshot.has_image(&path).then_some(path)
}

/// A path below a folder; the folder may be empty.
pub(crate) fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() {
        name.to_owned()
    } else {
        format!("{folder}/{name}")
    }
}

/// Whether a post's body goes through Liquid, so that `{{ site.baseurl }}` means something.
pub fn renders_liquid(post: &Post<'_>) -> bool {
    let node = post.node("render_with_liquid");
    node.and_then(|node| node.value.as_bool()) != Some(false)
}
