//! Posts folders in temporary places.

use crate::{Trouble, workspace_root};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A picture that an entry can have for a cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cover {
    /// One of the sample covers, a JPEG of 1200 by 630.
    Sample,
    /// A PNG of one pixel.
    Tiny,
    /// A text file that calls itself a picture.
    Fake,
}

impl Cover {
    fn bytes(self) -> Result<Vec<u8>, Trouble> {
        match self {
            Self::Sample => {
                let path = workspace_root().join("posts/images/choosing-a-lab.jpg");
                fs::read(&path).map_err(Trouble::io(format!("reading {}", path.display())))
            }
            Self::Tiny => Ok(ONE_PIXEL.to_vec()),
            Self::Fake => Ok(b"I am not a picture.\n".to_vec()),
        }
    }
}

/// The smallest PNG: one grey pixel.
const ONE_PIXEL: &[u8] = &[
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52,
    0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3A, 0x7E, 0x9B,
    0x55, 0x00, 0x00, 0x00, 0x0A, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0x68, 0x00, 0x00, 0x00,
    0x82, 0x00, 0x81, 0x77, 0xCD, 0x72, 0xB6, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE,
    0x42, 0x60, 0x82,
];

/// A posts folder; it goes when this is dropped.
#[derive(Debug)]
pub struct TempPosts {
    // The folder sits one below, so that pictures to pick can lie beside it.
    around: TempDir,
}

impl TempPosts {
    /// An empty posts folder.
    ///
    /// # Errors
    /// The system gives no temporary folder.
    pub fn new() -> Result<Self, Trouble> {
        let around = TempDir::new().map_err(Trouble::io("making a posts folder"))?;
        let posts = Self { around };
        fs::create_dir(posts.path()).map_err(Trouble::io("making a posts folder"))?;
        Ok(posts)
    }

    /// With the two templates of the samples.
    ///
    /// # Errors
    /// They cannot be copied.
    pub fn with_templates(self) -> Result<Self, Trouble> {
        for name in ["_templates/research-diary.md", "_templates/post.md"] {
            let from = workspace_root().join("posts").join(name);
            let bytes =
                fs::read(&from).map_err(Trouble::io(format!("reading {}", from.display())))?;
            self.put(name, &bytes)?;
        }
        Ok(self)
    }

    /// With an entry or any other file.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn with(self, name: &str, text: impl AsRef<[u8]>) -> Result<Self, Trouble> {
        self.put(name, text.as_ref())?;
        Ok(self)
    }

    /// With a fixture of `tests/fixtures` under a name of its own.
    ///
    /// # Errors
    /// There is no such fixture.
    pub fn with_fixture(self, name: &str, fixture: &str) -> Result<Self, Trouble> {
        let bytes = fixture_bytes(fixture)?;
        self.with(name, bytes)
    }

    /// With a picture in `images/`.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn with_image(self, name: &str, cover: Cover) -> Result<Self, Trouble> {
        self.put(&format!("images/{name}"), &cover.bytes()?)?;
        Ok(self)
    }

    /// A picture beside the posts folder, as one that an author picks from elsewhere.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn picture_elsewhere(&self, name: &str, cover: Cover) -> Result<PathBuf, Trouble> {
        let path = self.around.path().join(name);
        fs::write(&path, cover.bytes()?)
            .map_err(Trouble::io(format!("writing {}", path.display())))?;
        Ok(path)
    }

    /// A path beside the posts folder where nothing is yet.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.around.path().join(name)
    }

    /// The posts folder.
    pub fn path(&self) -> PathBuf {
        self.around.path().join("posts")
    }

    /// A file of the posts folder.
    pub fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// Writes a file as another program would.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn put(&self, name: &str, bytes: &[u8]) -> Result<(), Trouble> {
        let path = self.file(name);
        let doing = format!("writing {}", path.display());
        fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))
            .map_err(Trouble::io(doing.clone()))?;
        fs::write(&path, bytes).map_err(Trouble::io(doing))
    }

    /// Bytes of a file of the posts folder.
    ///
    /// # Errors
    /// It is not there.
    pub fn bytes(&self, name: &str) -> Result<Vec<u8>, Trouble> {
        let path = self.file(name);
        fs::read(&path).map_err(Trouble::io(format!("reading {}", path.display())))
    }

    /// Text of a file of the posts folder.
    ///
    /// # Errors
    /// It is not there or not UTF-8.
    pub fn text(&self, name: &str) -> Result<String, Trouble> {
        let path = self.file(name);
        fs::read_to_string(&path).map_err(Trouble::io(format!("reading {}", path.display())))
    }

    /// Names in a folder of the posts folder, sorted.
    ///
    /// # Errors
    /// There is no such folder.
    pub fn names(&self, folder: &str) -> Result<Vec<String>, Trouble> {
        let path = self.file(folder);
        let doing = format!("listing {}", path.display());
        let mut names = Vec::new();
        for item in fs::read_dir(&path).map_err(Trouble::io(doing.clone()))? {
            let item = item.map_err(Trouble::io(doing.clone()))?;
            names.push(item.file_name().to_string_lossy().into_owned());
        }
        names.sort();
        Ok(names)
    }
}

/// Bytes of a file of `tests/fixtures`.
fn fixture_bytes(name: &str) -> Result<Vec<u8>, Trouble> {
    let path = workspace_root().join("tests/fixtures").join(name);
    fs::read(&path).map_err(Trouble::io(format!("reading {}", path.display())))
}
