//! A page of the built site.

use faircopy_tests::{Site, Trouble};

/// One page's HTML.
pub struct Page {
    html: String,
}

impl Page {
    /// The page whose path holds these words.
    pub fn of(site: &Site, part: &str) -> Result<Self, Trouble> {
        Ok(Self {
            html: site.page(part)?,
        })
    }

    /// Asserts that a text is on the page.
    #[track_caller]
    pub fn shows(&self, text: &str) {
        assert!(self.html.contains(text), "no {text:?} in\n{}", self.html);
    }

    /// Asserts that a heading has this id.
    #[track_caller]
    pub fn has_heading(&self, id: &str) {
        self.shows(&format!("<h2 id=\"{id}\">"));
    }

    /// Asserts that no line of front matter is on the page.
    #[track_caller]
    pub fn has_no_front_matter(&self) {
        assert!(!self.html.contains("layout: post"), "{}", self.html);
    }

    /// Asserts that a picture whose address holds this name is shown and was built.
    #[track_caller]
    pub fn shows_picture(&self, site: &Site, name: &str) {
        let sources = self.pictures();
        let address = sources.iter().find(|source| source.contains(name));
        let built = address.and_then(|address| site.file_at(address));
        assert!(
            built.is_some(),
            "no picture {name:?} that was built among {sources:?}"
        );
    }

    /// Asserts that every picture of the page was built.
    #[track_caller]
    pub fn shows_only_pictures_that_exist(&self, site: &Site) {
        let sources = self.pictures();
        assert!(!sources.is_empty(), "no picture in\n{}", self.html);
        for source in sources {
            assert!(site.file_at(source).is_some(), "{source} was not built");
        }
    }

    fn pictures(&self) -> Vec<&str> {
        self.html
            .split("<img ")
            .skip(1)
            .filter_map(|tag| {
                tag.split_once("src=\"")?
                    .1
                    .split_once('"')
                    .map(|(source, _)| source)
            })
            .collect()
    }
}
