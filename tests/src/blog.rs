//! Blogs in temporary places, built by the real Jekyll.

use crate::{Trouble, needed_program};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// A folder for a blog; it goes when this is dropped.
#[derive(Debug)]
pub struct TempBlog {
    folder: TempDir,
}

impl TempBlog {
    /// An empty folder, no blog yet.
    ///
    /// # Errors
    /// The system gives no temporary folder.
    pub fn empty() -> Result<Self, Trouble> {
        let folder = TempDir::new().map_err(Trouble::io("making a folder for a blog"))?;
        Ok(Self { folder })
    }

    /// A blog as the seed entry's own: bare picture names in `image:`, shown from `/assets/img/`.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn with_bare_image_names() -> Result<Self, Trouble> {
        let blog = Self::empty()?;
        blog.put(
            "_config.yml",
            "title: Notes\nmarkdown: kramdown\npermalink: /:categories/:title/\n",
        )?;
        blog.put(
            "_layouts/default.html",
            "<!doctype html><html><body>{{ content }}</body></html>\n",
        )?;
        blog.put(
            "_layouts/post.html",
            "---\nlayout: default\n---\n<h1>{{ page.title }}</h1>\n\
             <img class=\"cover\" src=\"/assets/img/{{ page.image }}\">\n\
             <ul class=\"tags\">{% for tag in page.tags %}<li>{{ tag }}</li>{% endfor %}</ul>\n{{ content }}\n",
        )?;
        blog.put(
            "_posts/2019-01-02-older.md",
            "---\nlayout: post\ntitle: Older\nimage: older.png\n---\n\nOlder.\n",
        )?;
        blog.put("assets/img/older.png", "stands for a picture")?;
        Ok(blog)
    }

    /// The blog's folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file of the blog.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn put(&self, name: &str, text: &str) -> Result<(), Trouble> {
        let path = self.path().join(name);
        let doing = format!("writing {}", path.display());
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(Trouble::io(doing.clone()))?;
        }
        fs::write(&path, text).map_err(Trouble::io(doing))
    }

    /// Text of a file of the blog.
    ///
    /// # Errors
    /// It is not there or not UTF-8.
    pub fn text(&self, name: &str) -> Result<String, Trouble> {
        read(&self.path().join(name))
    }

    /// Every file of the blog below a folder, as paths below the blog, sorted; without `.git` and what Jekyll made.
    ///
    /// # Errors
    /// A folder cannot be read.
    pub fn files(&self) -> Result<Vec<String>, Trouble> {
        files_below(self.path())
    }

    /// Builds the blog with the real Jekyll.
    ///
    /// # Errors
    /// Jekyll is not installed or refuses the blog.
    pub fn build(&self) -> Result<Site, Trouble> {
        let jekyll = needed_program("jekyll", "jekyll")?;
        let site = TempDir::new().map_err(Trouble::io("making a folder for the site"))?;
        let ran = Command::new(jekyll)
            .args([
                "build",
                "--future",
                "--disable-disk-cache",
                "--quiet",
                "--destination",
            ])
            .arg(site.path())
            .arg("--source")
            .arg(self.path())
            // No Bundler: Debian's Jekyll with the blog's own files.
            .env("JEKYLL_NO_BUNDLER_REQUIRE", "true")
            .current_dir(self.path())
            .output()
            .map_err(Trouble::io("starting jekyll"))?;
        if ran.status.success() {
            Ok(Site { folder: site })
        } else {
            Err(Trouble::EndedEarly {
                program: "jekyll build",
                said: String::from_utf8_lossy(&ran.stderr).into_owned(),
            })
        }
    }
}

/// What Jekyll built.
#[derive(Debug)]
pub struct Site {
    folder: TempDir,
}

impl Site {
    /// Every file of the site, sorted.
    ///
    /// # Errors
    /// A folder cannot be read.
    pub fn files(&self) -> Result<Vec<String>, Trouble> {
        files_below(self.folder.path())
    }

    /// The one page whose path holds these words, as HTML.
    ///
    /// # Errors
    /// There is none: the error lists what there is.
    pub fn page(&self, part: &str) -> Result<String, Trouble> {
        let files = self.files()?;
        let found = files.iter().find(|path| {
            path.contains(part)
                && Path::new(path)
                    .extension()
                    .is_some_and(|ending| ending == "html")
        });
        match found {
            Some(path) => read(&self.folder.path().join(path)),
            None => Err(Trouble::EndedEarly {
                program: "jekyll build",
                said: format!("no page of {part:?} among {files:?}"),
            }),
        }
    }

    /// The file that an address of the site shows, if there is one.
    pub fn file_at(&self, address: &str) -> Option<PathBuf> {
        let path = address.split(['?', '#']).next()?.trim_start_matches('/');
        Some(self.folder.path().join(path)).filter(|path| path.is_file())
    }
}

fn read(path: &Path) -> Result<String, Trouble> {
    fs::read_to_string(path).map_err(Trouble::io(format!("reading {}", path.display())))
}

fn files_below(root: &Path) -> Result<Vec<String>, Trouble> {
    let mut files = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let doing = format!("listing {}", folder.display());
        for item in fs::read_dir(&folder).map_err(Trouble::io(doing.clone()))? {
            let path = item.map_err(Trouble::io(doing.clone()))?.path();
            if path.is_dir() {
                let name = path.file_name().unwrap_or_default();
                if name != ".git" && name != ".jekyll-cache" {
                    folders.push(path);
                }
            } else if let Ok(below) = path.strip_prefix(root) {
                files.push(below.display().to_string());
            }
        }
    }
    files.sort();
    Ok(files)
}
