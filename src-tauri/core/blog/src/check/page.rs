//! What the page as it will be tells: headings that leave out a level, links to places it has not.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use faircopy_entry::diagnostic::{Diagnostic, Fix, Severity};
use faircopy_entry::edit::TextEdit;
use faircopy_kramdown::Preview;
use regex::Regex;

use super::{Site, finding};
use crate::post::Post;

/// Names that can be linked to, and links within the page, as kramdown writes them.
static NAMES: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"\b(?:id|name)="([^"]+)""#).ok());
static LINKS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r##"<a\b[^>]*\bhref="#([^"]+)""##).ok());

/// Looks at the page that `preview` makes of a post.
pub(super) fn check(
    post: &Post<'_>,
    preview: &Preview,
    site: Option<&Site<'_>>,
    found: &mut Vec<Diagnostic>,
) {
    headings(post, preview, found);
    anchors(post, preview, site, found);
}

/// WCAG 2.2, technique G141: a heading follows one of its own level, of a higher one, or of the next.
fn headings(post: &Post<'_>, preview: &Preview, found: &mut Vec<Diagnostic>) {
    let mut before = None;
    for heading in preview.headings() {
        let level = heading.level;
        if let Some(before) = before.filter(|before| level > before + 1) {
            let line = post.line_of(post.split.body + heading.source.start);
            let told = finding(
                Severity::Hint,
                "heading-skips",
                Some(line),
                format!(
                    "The heading “{}” is of level {level} and stands below one of level {before}.",
                    heading.text.trim()
                ),
                format!(
                    "Write {} before it, so that those who hear the page miss no level.",
                    "#".repeat(usize::from(before) + 1)
                ),
            );
            let start = post.split.body + heading.source.start;
            found.push(told.with_fix(raised(post, start, level, before + 1)));
        }
        before = Some(level);
    }
}

/// Takes the signs that are too many from the heading that starts at an offset.
fn raised(post: &Post<'_>, start: usize, level: u8, to: u8) -> Option<Fix> {
    let written = post.text.get(start..)?;
    let signs = written.len() - written.trim_start_matches('#').len();
    // A heading in HTML is the author's own.
    let edit = TextEdit {
        range: start..start + usize::from(level - to),
        text: String::new(),
    };
    let fix = Fix::new(format!("Make it level {to}"), vec![edit]);
    fix.filter(|_| signs == usize::from(level))
}

fn anchors(
    post: &Post<'_>,
    preview: &Preview,
    site: Option<&Site<'_>>,
    found: &mut Vec<Diagnostic>,
) {
    let (Some(names), Some(links)) = (NAMES.as_ref(), LINKS.as_ref()) else {
        return;
    };
    let blocks: Vec<_> = preview.blocks(0..preview.len()).collect();
    let known: BTreeSet<&str> = blocks
        .iter()
        .flat_map(|block| names.captures_iter(&block.html))
        .filter_map(|name| name.get(1))
        .map(|name| name.as_str())
        .collect();
    let mut told = BTreeSet::new();
    for block in &blocks {
        for link in links.captures_iter(&block.html) {
            let Some(target) = link.get(1).map(|target| target.as_str()) else {
                continue;
            };
            // The start of the page, by the HTML standard.
            let is_there = known.contains(target) || target.eq_ignore_ascii_case("top");
            if is_there || is_in_layouts(site, target) || !told.insert(target) {
                continue;
            }
            let body = post.body();
            let start = block.source.start.min(body.len());
            let written = body[start..].find(&format!("#{target}")).unwrap_or(0);
            found.push(finding(
                Severity::Warning,
                "anchor-missing",
                Some(post.line_of(post.split.body + start + written)),
                format!("The link to #{target} leads nowhere on this page."),
                "Link to the name of a heading, which is its words in small letters with hyphens.",
            ));
        }
    }
}

fn is_in_layouts(site: Option<&Site<'_>>, name: &str) -> bool {
    let signs = [format!("id=\"{name}\""), format!("id='{name}'")];
    site.is_some_and(|site| {
        let templates = site.snapshot.templates.iter();
        templates
            .map(|file| String::from_utf8_lossy(&file.bytes))
            .any(|text| signs.iter().any(|sign| text.contains(sign)))
    })
}
