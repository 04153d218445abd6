//! How an entry and the post that it became in the blog stand to each other now, found by comparing.

use std::ops::Range;

use crate::config::SiteConfig;
use crate::conventions::{self, Conventions};
use crate::post::Post;
use crate::private;
use crate::references::{self, ImageRole};
use crate::snapshot::BlogSnapshot;

/// How an entry stands to the blog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExportState {
    /// The blog has no such post.
    Draft,
    /// The blog holds what the entry says.
    Exported,
    /// The entry was changed since its export.
    Changed,
    /// The post was changed in the blog since the export.
    ChangedInBlog,
    /// Both were changed since.
    ChangedInBoth,
    /// The entry was exported, and its post is not in the blog any more.
    Missing,
}

/// What an export left behind, compared with how things are now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SinceExport {
    /// The entry is, byte by byte, what was exported.
    pub entry_is_same: bool,
    /// The post is, byte by byte, what was written.
    pub post_is_same: bool,
}

/// Compares an entry with its post in the blog; `since` is known where the export was noted down.
///
/// Texts decide before notes do: where nobody noted an export down, or both sides changed to the same, the two
/// are compared but for what an export itself changes.
pub fn state(entry: &str, post: Option<&str>, since: Option<SinceExport>) -> ExportState {
    let Some(post) = post else {
        return since.map_or(ExportState::Draft, |_| ExportState::Missing);
    };
    let says_the_same = || public(entry) == public(post);
    let known = since.map(|since| (since.entry_is_same, since.post_is_same));
    match known {
        Some((true, true)) => ExportState::Exported,
        Some((true, false)) => ExportState::ChangedInBlog,
        Some((false, false)) | None if says_the_same() => ExportState::Exported,
        Some((false, false)) => ExportState::ChangedInBoth,
        Some((false, true)) | None => ExportState::Changed,
    }
}

/// The pictures of the blog that a post shows, by their paths.
pub fn images_of(
    post: &str,
    snapshot: &BlogSnapshot,
    ways: &Conventions,
    config: &SiteConfig,
) -> Vec<String> {
    let images = references::all_images(post).into_iter();
    let path = |image: references::ImageReference| {
        let baseurl = &config.baseurl;
        conventions::existing_image(&image.role, &image.written, ways, snapshot, baseurl)
    };
    images.filter_map(path).collect()
}

/// A text without what an export changes: private passages, and how pictures are named.
fn public(text: &str) -> String {
    let post = Post::read(text);
    let mut gone: Vec<Range<usize>> = private::find(&post).passages;
    for image in references::all_images(text) {
        gone.push(match image.role {
            ImageRole::Inline { .. } => image.span,
            // The export may write another key for the same cover.
            ImageRole::Cover { .. } => whole_lines(text, image.span),
        });
    }
    gone.sort_by_key(|range| range.start);
    let mut public = String::with_capacity(text.len());
    let mut at = 0;
    for range in gone {
        public.push_str(text.get(at..range.start).unwrap_or_default());
        at = at.max(range.end);
    }
    public.push_str(&text[at..]);
    public
}

fn whole_lines(text: &str, range: Range<usize>) -> Range<usize> {
    let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[range.end..]
        .find('\n')
        .map_or(text.len(), |at| range.end + at + 1);
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRY: &str =
        "---\ntitle: A\nimage: a.png\n---\nText ![b](b.png).\n\n<!-- private c -->\n";
    const POST: &str =
        "---\ntitle: A\nimage: /images/a.png\ncover: a.png\n---\nText ![b](/images/b-2.png).\n\n";

    #[test]
    fn states_follow_from_what_is_there() {
        let check = |entry: &str, post: Option<&str>, since: Option<(bool, bool)>, wanted| {
            let since = since.map(|(entry_is_same, post_is_same)| SinceExport {
                entry_is_same,
                post_is_same,
            });
            assert_eq!(
                state(entry, post, since),
                wanted,
                "{entry} {post:?} {since:?}"
            );
        };
        let other = POST.replace("Text", "Words");
        check(ENTRY, None, None, ExportState::Draft);
        check(ENTRY, None, Some((true, false)), ExportState::Missing);
        check(ENTRY, Some(POST), None, ExportState::Exported);
        check(ENTRY, Some(&other), None, ExportState::Changed);
        check(
            ENTRY,
            Some(&other),
            Some((true, true)),
            ExportState::Exported,
        );
        check(ENTRY, Some(POST), Some((false, true)), ExportState::Changed);
        check(
            ENTRY,
            Some(POST),
            Some((true, false)),
            ExportState::ChangedInBlog,
        );
        check(
            ENTRY,
            Some(POST),
            Some((false, false)),
            ExportState::Exported,
        );
        check(
            ENTRY,
            Some(&other),
            Some((false, false)),
            ExportState::ChangedInBoth,
        );
    }
}
