//! Pictures for the page and the preview: found beneath the posts folder or the blog, and nowhere else.

use crate::{cover::IMAGES, cover::LARGEST_IMAGE, session::Session};
use faircopy_host::{beneath, image};
use percent_encoding::percent_decode_str;
use std::path::{Path, PathBuf};

/// The longer side of a thumbnail in the library, in pixels.
const THUMBNAIL: u32 = 160;

/// A picture to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its media type, by its bytes.
    pub media_type: &'static str,
}

/// Which picture an address asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// One that an open entry refers to.
    Reference {
        /// Number of the open entry.
        entry: u32,
        /// As written in the entry.
        written: String,
    },
    /// The cover of an entry of the library, small.
    Thumbnail {
        /// Path of the entry.
        path: String,
    },
}

/// Where a picture may be.
pub struct Places {
    /// Roots and the paths to try beneath each, in order.
    candidates: Vec<(PathBuf, String)>,
    small: bool,
}

impl Wanted {
    /// Reads the path of a picture's address: `/<entry or "library">/<reference>`.
    pub fn parse(path: &str) -> Option<Self> {
        let (who, reference) = path.strip_prefix('/')?.split_once('/')?;
        let written = percent_decode_str(reference)
            .decode_utf8()
            .ok()?
            .into_owned();
        if who == "library" {
            return Some(Self::Thumbnail { path: written });
        }
        Some(Self::Reference {
            entry: who.parse().ok()?,
            written,
        })
    }
}

impl Session {
    /// Where the wanted picture may be; none if nobody refers to it.
    pub fn places(&self, wanted: &Wanted) -> Option<Places> {
        let (folder_of, written, small) = match wanted {
            Wanted::Reference { entry, written } => {
                let opened = self.open.get(entry)?;
                let below = opened.blog.below_site(written);
                (&opened.path, below.to_owned(), false)
            }
            Wanted::Thumbnail { path } => (path, self.index.row(path)?.cover.clone()?, true),
        };
        let name = site_path(&written)?;
        let folder = folder_of.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut candidates = vec![
            (self.posts.clone(), format!("{IMAGES}/{name}")),
            (self.posts.clone(), name.clone()),
        ];
        if !folder.is_empty() {
            candidates.push((self.posts.clone(), format!("{folder}/{name}")));
        }
        if let Some(last) = name.rsplit('/').next() {
            candidates.push((self.posts.clone(), format!("{IMAGES}/{last}")));
        }
        if let Some(blog) = &self.store.settings().blog {
            let blog = PathBuf::from(blog);
            for folder in ["", "images/", "assets/images/", "assets/img/", "assets/"] {
                candidates.push((blog.clone(), format!("{folder}{name}")));
            }
        }
        Some(Places { candidates, small })
    }
}

/// A reference as a path below a site's root, without Liquid's `site.baseurl` and the like.
fn site_path(written: &str) -> Option<String> {
    let mut rest = written.trim();
    while let Some(liquid) = rest.strip_prefix("{{") {
        rest = liquid.split_once("}}")?.1;
    }
    let rest = rest.split(['?', '#']).next()?;
    let decoded = percent_decode_str(rest).decode_utf8().ok()?;
    let path = decoded.trim_start_matches(['/', '.']);
    (!path.is_empty() && !path.contains("://")).then(|| path.to_owned())
}

/// The first picture that is there, checked by its bytes.
pub fn find(places: &Places) -> Option<Picture> {
    places.candidates.iter().find_map(|(root, path)| {
        let bytes = beneath::read(root, Path::new(path), LARGEST_IMAGE).ok()?;
        let media_type = image::inspect(&bytes).ok()?.format.media_type();
        if !places.small {
            return Some(Picture { bytes, media_type });
        }
        match image::thumbnail(&bytes, THUMBNAIL) {
            Ok(small) => Some(Picture {
                bytes: small.bytes,
                media_type: small.format.media_type(),
            }),
            // Drawings have no smaller form.
            Err(_) => Some(Picture { bytes, media_type }),
        }
    })
}

/// The path of a picture that differs from the wanted one in capitals only.
pub fn alike(places: &Places) -> Option<String> {
    let mut candidates = places.candidates.iter();
    candidates.find_map(|(root, path)| beneath::alike(root, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_become_paths_below_the_site() {
        let check = |written: &str, path: Option<&str>| {
            assert_eq!(site_path(written).as_deref(), path, "{written}");
        };
        check("a.png", Some("a.png"));
        check("/images/a.png?v=2", Some("images/a.png"));
        check(
            "{{ site.baseurl }}/images/a%20b.png",
            Some("images/a b.png"),
        );
        check("./a.png", Some("a.png"));
        check("https://example.org/a.png", None);
        check("{{ broken", None);
    }

    #[test]
    fn addresses_are_read() {
        assert_eq!(
            Wanted::parse("/3/images%2Fa.png"),
            Some(Wanted::Reference {
                entry: 3,
                written: "images/a.png".to_owned()
            })
        );
        assert_eq!(
            Wanted::parse("/library/x.md"),
            Some(Wanted::Thumbnail {
                path: "x.md".to_owned()
            })
        );
        assert_eq!(Wanted::parse("/x/y"), None);
    }
}
