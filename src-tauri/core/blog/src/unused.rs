//! Pictures of a blog that nothing in it names.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::snapshot::{BlogImage, file_name};
use crate::url::percent_decoded;

/// A word that ends as a picture's name does, wherever it stands in a text.
static NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"(?i)[^\s"'()<>\[\]{}=,;|]+\.(?:png|jpe?g|gif|webp|avif|svg|bmp|ico|tiff?)"#).ok()
});

/// Looks through the texts of a blog for the names of its pictures.
///
/// A picture counts as used wherever its name stands, whatever folder is meant: better one too few
/// is told than one too many. A name that a layout puts together is not seen.
#[derive(Debug, Clone)]
pub struct Unused<'a> {
    images: Vec<&'a BlogImage>,
    named: BTreeSet<String>,
}

impl<'a> Unused<'a> {
    /// Of these pictures.
    pub fn new(images: &'a [BlogImage]) -> Self {
        Unused {
            images: images.iter().collect(),
            named: BTreeSet::new(),
        }
    }

    /// Takes note of what a text names.
    pub fn see(&mut self, text: &str) {
        for word in NAMED.iter().flat_map(|named| named.find_iter(text)) {
            let name = percent_decoded(file_name(word.as_str()));
            self.named.insert(name.to_lowercase());
        }
        // A name with blanks in it is no single word.
        self.images.retain(|image| {
            let name = file_name(&image.path);
            !name.contains(char::is_whitespace) || !text.contains(name)
        });
    }

    /// The pictures that no text has named.
    pub fn left(self) -> Vec<&'a BlogImage> {
        let is_named = |image: &&BlogImage| {
            let name = file_name(&image.path).to_lowercase();
            self.named.contains(&name)
        };
        let images = self.images.into_iter();
        images.filter(|image| !is_named(image)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_used_where_its_name_stands() {
        let image = |path: &str| BlogImage {
            path: path.to_owned(),
            size: 1,
        };
        let images = [
            "images/a.png",
            "images/B.JPG",
            "images/चित्र.png",
            "images/two words.gif",
            "images/my photo.jpg",
            "images/left.png",
            "images/lefta.png",
        ]
        .map(image);
        let mut unused = Unused::new(&images);
        unused.see("![a](/b/images/a.png?x) <img src='{{ site.baseurl }}/images/b.jpg'>");
        unused.see("image: two words.gif\nicon: url(my%20photo.jpg)");
        unused.see("[x]: %E0%A4%9A%E0%A4%BF%E0%A4%A4%E0%A5%8D%E0%A4%B0.png and the word left.");
        let left: Vec<&str> = unused
            .left()
            .iter()
            .map(|image| image.path.as_str())
            .collect();
        assert_eq!(left, ["images/left.png", "images/lefta.png"]);
    }
}
