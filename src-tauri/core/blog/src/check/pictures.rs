//! The pictures of an entry: whether each is there, under exactly its name, and described.

use faircopy_entry::diagnostic::{Diagnostic, Fix, Severity};
use faircopy_entry::edit::TextEdit;

use super::{ImagesPresent, Site, finding};
use crate::conventions;
use crate::references::{self, ImageReference, ImageRole, Place};

/// Looks at every picture of an entry.
pub(super) fn check(
    text: &str,
    images: &ImagesPresent,
    site: Option<&Site<'_>>,
    found: &mut Vec<Diagnostic>,
) {
    for image in references::all_images(text) {
        picture(text, &image, images, site, found);
        if let ImageRole::Inline { alt } = &image.role
            && alt.trim().is_empty()
        {
            found.push(finding(
                Severity::Hint,
                "alt-missing",
                Some(image.line),
                format!("The picture {} has no description.", image.written),
                "Say in the square brackets what it shows, for those who cannot see it.",
            ));
        }
    }
}

fn picture(
    text: &str,
    image: &ImageReference,
    images: &ImagesPresent,
    site: Option<&Site<'_>>,
    found: &mut Vec<Diagnostic>,
) {
    let written = &image.written;
    let is_cover = matches!(image.role, ImageRole::Cover { .. });
    match &image.place {
        Place::Outside => found.push(finding(
            Severity::Error,
            "image-outside",
            Some(image.line),
            format!("The picture {written} lies outside the posts folder and is not followed."),
            "Copy it into the posts folder and refer to it there.",
        )),
        Place::Remote if is_cover => found.push(finding(
            Severity::Hint,
            "cover-remote",
            Some(image.line),
            format!("The cover {written} is shown from another site."),
            "Take the picture in, so that it stays when the other site changes.",
        )),
        Place::Remote => {}
        Place::Beside(_) | Place::Site(_) => {
            let served = site.is_some_and(|site| {
                let baseurl = &site.config.baseurl;
                let (ways, blog) = (site.conventions, site.snapshot);
                conventions::existing_image(&image.role, written, ways, blog, baseurl).is_some()
            });
            if served || images.present.contains(written) {
                return;
            }
            if let Some(right) = alike(image, images, site) {
                found.push(otherwise_written(text, image, &right));
            } else {
                let what = if is_cover { "cover" } else { "picture" };
                found.push(finding(
                    Severity::Error,
                    if is_cover {
                        "cover-missing"
                    } else {
                        "image-missing"
                    },
                    Some(image.line),
                    format!("The {what} {written} is not there."),
                    "Put the file where the reference says, or choose it again.",
                ));
            }
        }
    }
}

/// The reference with the capitals of a picture that is there, where only these differ.
fn alike(
    image: &ImageReference,
    images: &ImagesPresent,
    site: Option<&Site<'_>>,
) -> Option<String> {
    let known = images.alike.get(&image.written).map(String::as_str);
    let in_blog = || {
        let (Place::Beside(path) | Place::Site(path)) = &image.place else {
            return None;
        };
        let last = path.rsplit('/').next()?.to_lowercase();
        let mut paths = site?
            .snapshot
            .images
            .iter()
            .map(|image| image.path.as_str());
        paths.find(|path| {
            let name = path.rsplit('/').next().unwrap_or(path);
            name.to_lowercase() == last && with_case_of(path, &image.written).is_some()
        })
    };
    let mut candidates = [known, in_blog()].into_iter().flatten();
    candidates.find_map(|path| with_case_of(path, &image.written))
}

/// A reference whose last parts take the capitals of a path; none where they differ in more.
fn with_case_of(path: &str, written: &str) -> Option<String> {
    let mut parts: Vec<&str> = written.split('/').collect();
    let mut changed = false;
    for (part, right) in parts.iter_mut().rev().zip(path.rsplit('/')) {
        if part.to_lowercase() != right.to_lowercase() {
            break;
        }
        changed |= *part != right;
        *part = right;
    }
    changed.then(|| parts.join("/"))
}

fn otherwise_written(text: &str, image: &ImageReference, right: &str) -> Diagnostic {
    let written = &image.written;
    // A cover's span has its quotes in it.
    let at = text
        .get(image.span.clone())
        .and_then(|held| held.find(written.as_str()));
    let edit = at.map(|at| TextEdit {
        range: image.span.start + at..image.span.start + at + written.len(),
        text: right.to_owned(),
    });
    let fix = Fix::new(format!("Write {right}"), edit.into_iter().collect());
    finding(
        Severity::Error,
        "image-case",
        Some(image.line),
        format!("The picture {written} is called {right}; on the web capitals make a difference."),
        "Write its name as the file has it.",
    )
    .with_fix(fix)
}
