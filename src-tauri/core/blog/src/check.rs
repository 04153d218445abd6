//! Preflight: will this entry publish, and look as meant?
//!
//! Findings only, never a failure. An error means that Jekyll stops, passes the entry over, or
//! shows a page with a hole in it; a warning that it publishes, but hardly as meant.

use std::collections::{BTreeMap, BTreeSet};

use faircopy_entry::diagnostic::{Diagnostic, Fix, Severity};
use faircopy_entry::edit::{self, NewValue};
use faircopy_entry::{fields, mend};
use faircopy_kramdown::{Preview, liquid as liquid_of_body};
use jiff::ZonedDateTime;

use crate::answers::{PageAnswers, SiteAnswers};
use crate::config::SiteConfig;
use crate::conventions::{self, Conventions};
use crate::differences;
use crate::markdown;
use crate::post::{self, Placed, Post};
use crate::snapshot::{BlogSnapshot, file_name as name_of};

mod dates;
mod kinds;
mod liquid;
mod page;
mod pictures;
mod words;

pub use liquid::Blog as TagBlog;

/// The pictures of an entry that are there, by their references as they are written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImagesPresent {
    /// References whose pictures are there.
    pub present: BTreeSet<String>,
    /// Of references whose pictures are not there: the path of one that differs in capitals only.
    pub alike: BTreeMap<String, String>,
}

/// The blog that an entry is checked against.
#[derive(Debug, Clone, Copy)]
pub struct Site<'a> {
    /// Its settings.
    pub config: &'a SiteConfig,
    /// Its ways.
    pub conventions: &'a Conventions,
    /// What is in it.
    pub snapshot: &'a BlogSnapshot,
}

/// Checks an entry, without a blog or against one; findings come in the order of their lines.
///
/// `file_name` is the name the entry has, or will have in the blog. `now` says what lies in the
/// future.
pub fn check(
    text: &str,
    file_name: &str,
    images: &ImagesPresent,
    site: Option<&Site<'_>>,
    now: &ZonedDateTime,
) -> Vec<Diagnostic> {
    let post = Post::read(text);
    let tags = site.map(|site| TagBlog {
        config: site.config,
        snapshot: site.snapshot,
        file_name,
        now,
    });
    let mut found = written(&post, file_name, images, site, tags.as_ref());
    parted(&post, file_name, site, now, &mut found);
    if let Some(site) = site {
        words::check(&post, file_name, site, &mut found);
        let placed = post::place(&post, file_name, site.config, now);
        publication(&post, &placed, site, now, &mut found);
        address(&placed, file_name, site, now, &mut found);
    }
    found.sort_by_key(|finding| (finding.file, finding.line));
    found
}

/// Checks an entry while it is written, wherever it will be published; `tags` says where its
/// Liquid will run, as far as that is known. Findings come in the order of their lines.
pub fn check_writing(
    text: &str,
    file_name: &str,
    images: &ImagesPresent,
    tags: Option<&TagBlog<'_>>,
) -> Vec<Diagnostic> {
    let post = Post::read(text);
    let mut found = written(&post, file_name, images, None, tags);
    found.sort_by_key(|finding| finding.line);
    found
}

/// What is wrong with an entry by itself.
fn written(
    post: &Post<'_>,
    file_name: &str,
    images: &ImagesPresent,
    site: Option<&Site<'_>>,
    tags: Option<&TagBlog<'_>>,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    front_matter(post, &mut found);
    dates::check(post, file_name, site, &mut found);
    pictures::check(post.text, images, site, &mut found);
    if conventions::renders_liquid(post) {
        liquid::check(post, tags, &mut found);
    }
    body(post, &mut found);
    found
}

/// A finding in short.
pub(crate) fn finding(
    severity: Severity,
    code: &'static str,
    line: Option<usize>,
    message: impl Into<String>,
    hint: impl Into<String>,
) -> Diagnostic {
    Diagnostic {
        severity,
        code,
        file: None,
        line,
        last_line: None,
        message: message.into(),
        hint: Some(hint.into()),
        fix: None,
    }
}

fn front_matter(post: &Post<'_>, found: &mut Vec<Diagnostic>) {
    use Severity::{Error, Hint, Warning};
    if post.split.unclosed {
        found.push(finding(
            Error,
            "front-matter-unclosed",
            Some(1),
            "The front matter is opened and never closed, so all of it shows as text.",
            "Put a line of three hyphens (---) below the last key.",
        ));
        return;
    }
    let Some(front) = &post.split.front_matter else {
        found.push(finding(
            Warning,
            "front-matter-none",
            Some(1),
            "There is no front matter: no title, no tags, no cover.",
            "Begin the file with a line of three hyphens, the keys, and such a line again.",
        ));
        return;
    };
    if let Some(error) = &post.broken {
        found.push(
            finding(
                Error,
                "front-matter-yaml",
                Some(front.first_line + error.line - 1),
                format!("The front matter cannot be read: {}.", error.message),
                "A value with a colon, a hash or quotes in it needs double quotes around it.",
            )
            .with_fix(mend::unreadable(post.text, front, error)),
        );
        return;
    }
    let is_empty = |key: &str| {
        let text = post.text_at(key);
        text.is_none_or(|text| text.trim().is_empty())
    };
    if is_empty("title") {
        found.push(finding(
            Warning,
            "title-missing",
            post.line_of_key("title").or(Some(1)),
            "There is no title; Jekyll makes one of the file's name.",
            "Write a title.",
        ));
    }
    if post.node("excerpt").is_some() && is_empty("excerpt") {
        found.push(finding(
            Hint,
            "excerpt-empty",
            post.line_of_key("excerpt"),
            "The excerpt is empty, so lists of posts show nothing of this one.",
            "Write a sentence, or remove the key for Jekyll to take the first paragraph.",
        ));
    }
    let repeated = fields::read(post.text).problems.into_iter();
    found.extend(repeated.filter(|problem| problem.severity == Warning));
    kinds::check(post, found);
    placeholders(post, found);
}

/// Template text that nobody filled in, in any value of the front matter.
fn placeholders(post: &Post<'_>, found: &mut Vec<Diagnostic>) {
    for entry in &post.keys {
        let left = entry
            .node
            .value
            .as_text()
            .is_some_and(|text| liquid::is_placeholder(&text));
        if left {
            found.push(finding(
                Severity::Warning,
                "placeholder",
                post.line_of_key(&entry.key),
                format!("`{}` still holds the template's placeholder.", entry.key),
                "Replace it by what you mean, or remove the key.",
            ));
        }
    }
}

fn body(post: &Post<'_>, found: &mut Vec<Diagnostic>) {
    if post.body().trim().is_empty() && !post.split.unclosed {
        found.push(finding(
            Severity::Warning,
            "body-empty",
            None,
            "The entry has no text.",
            "Write it.",
        ));
    }
    if let Some(at) = post.text.find('\0') {
        found.push(finding(
            Severity::Warning,
            "nul",
            Some(post.line_of(at)),
            "There is a NUL byte in the text, which browsers show as a box.",
            "Remove it.",
        ));
    }
    if let Some(at) = post.body().find("{::options template") {
        found.push(finding(
            Severity::Warning,
            "kramdown-template",
            Some(post.line_of(post.split.body + at)),
            "kramdown's `template` option can read files of the machine that builds.",
            "Remove it.",
        ));
    }
}

fn publication(
    post: &Post<'_>,
    placed: &Placed,
    site: &Site<'_>,
    now: &ZonedDateTime,
    found: &mut Vec<Diagnostic>,
) {
    let config = site.config;
    if placed.dated && !config.future && placed.date.timestamp() > now.timestamp() {
        found.push(finding(
            Severity::Error,
            "date-future",
            post.line_of_key("date"),
            format!(
                "The date {} lies in the future, and this blog shows no such posts.",
                placed.date.strftime("%Y-%m-%d %H:%M %:z")
            ),
            "Set the date to now, or `future: true` in _config.yml.",
        ));
    }
    if placed.withheld && !config.unpublished {
        found.push(finding(
            Severity::Warning,
            "published-false",
            post.line_of_key("published"),
            "`published: false` keeps this post from the site.",
            "Remove the key when it is ready.",
        ));
    }
    let line = post.line_of_key("layout");
    match placed.layout.as_deref() {
        None => found.push(no_layout(post, site)),
        Some("none" | "null") => {}
        Some(name) if config.theme.is_none() && !site.snapshot.has_layout(config, name) => {
            found.push(finding(
                Severity::Warning,
                "layout-unknown",
                line,
                format!("This blog has no layout `{name}`, so the page shows the bare text."),
                format!("Name one that is in {}.", config.layouts_dir),
            ));
        }
        Some(_) => {}
    }
}

/// Says that no layout is named, and offers the one that all the blog's posts have.
fn no_layout(post: &Post<'_>, site: &Site<'_>) -> Diagnostic {
    let mut named = site.snapshot.posts.iter().map(|other| {
        let read = Post::read(&other.text);
        read.text_at("layout")
    });
    let usual = named
        .next()
        .flatten()
        .filter(|usual| named.all(|other| other.as_ref() == Some(usual)));
    let fix = usual.as_ref().and_then(|usual| {
        let value = NewValue::Text(usual.clone());
        // Front matter that is not there or cannot be read is another matter.
        let edits = edit::set(post.text, "layout", &value).ok();
        let edits = edits.filter(|_| post.split.front_matter.is_some() && post.broken.is_none());
        Fix::new(format!("Add `layout: {usual}`"), edits?)
    });
    finding(
        Severity::Warning,
        "layout-none",
        None,
        "No layout is named, so the page shows the bare text.",
        format!("Add `layout: {}`.", usual.as_deref().unwrap_or("post")),
    )
    .with_fix(fix)
}

/// Where the page will not be what GitHub shows of the same text.
fn parted(
    post: &Post<'_>,
    file_name: &str,
    site: Option<&Site<'_>>,
    now: &ZonedDateTime,
    found: &mut Vec<Diagnostic>,
) {
    let rendering = site.map(|site| {
        let config = site.snapshot.config.as_deref().unwrap_or_default();
        markdown::rendering(config)
    });
    let rendering = rendering.unwrap_or_default();
    found.extend(rendering.problems.iter().map(markdown::Problem::diagnostic));
    let uses_liquid = liquid_of_body::is_used(post.body()) && conventions::renders_liquid(post);
    let answers = site
        .filter(|_| uses_liquid)
        .and_then(|site| SiteAnswers::of(site.snapshot, now));
    let page = PageAnswers::new(answers.as_ref(), post.text, file_name);
    let asked = uses_liquid.then_some(&page as &dyn liquid_of_body::Blog);
    let preview = Preview::new(post.body(), rendering.options, asked);
    let differences = preview.differences(post.body());
    found.extend(differences::findings(
        post.text,
        post.split.body,
        &differences,
    ));
    page::check(post, &preview, site, found);
}

fn address(
    placed: &Placed,
    file_name: &str,
    site: &Site<'_>,
    now: &ZonedDateTime,
    found: &mut Vec<Diagnostic>,
) {
    let page = match &placed.url {
        Ok(page) => page,
        Err(error) => {
            found.push(finding(
                Severity::Error,
                "permalink",
                None,
                format!("Jekyll cannot build this: {error}."),
                "Put the permalink right, in the entry or in _config.yml.",
            ));
            return;
        }
    };
    let wanted = page.built_file();
    let clash = site.snapshot.posts.iter().find(|other| {
        name_of(&other.path) != file_name && {
            let read = Post::read(&other.text);
            let placed = post::place(&read, name_of(&other.path), site.config, now);
            placed.url.is_ok_and(|page| page.built_file() == wanted)
        }
    });
    let own_page = site.snapshot.other_files.contains(&wanted)
        || site
            .snapshot
            .templates
            .iter()
            .any(|file| file.path == wanted);
    let other = clash
        .map(|post| post.path.clone())
        .or(own_page.then_some(wanted));
    if let Some(other) = other {
        found.push(finding(
            Severity::Error,
            "permalink-taken",
            None,
            format!("The address {} belongs to {other} already.", page.path),
            "Give this entry another title, date or permalink.",
        ));
    }
}

#[cfg(test)]
mod tests;
