//! Pictures: taken in below the posts folder, then shown as cover or in the text.

use crate::{edit::field_edit, error::Error, session::Session};
use base64::{Engine, prelude::BASE64_STANDARD};
use faircopy_entry::edit::{self, NewValue, TextEdit};
use faircopy_host::{disk, image};
use faircopy_wire as wire;
use std::path::Path;

/// Folder of the pictures below the posts folder.
pub const IMAGES: &str = "images";

/// The largest picture that is taken in, in bytes.
pub const LARGEST_IMAGE: u64 = 40 * 1024 * 1024;

/// What a picture is wanted for.
#[derive(Debug, Clone, Copy)]
pub struct Wish {
    /// Number of the open entry.
    pub entry: u32,
    /// Cover or in the text.
    pub role: wire::ImageRole,
    /// Where in the text, in units.
    pub at: u32,
}

/// Reads a picture's file: its name and bytes.
pub fn read(path: &Path) -> Result<(String, Vec<u8>), Error> {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    Ok((name.unwrap_or_default(), disk::read(path, LARGEST_IMAGE)?))
}

/// The bytes of a dropped or pasted picture.
pub fn decode(name: &str, data: &str) -> Result<Vec<u8>, Error> {
    BASE64_STANDARD
        .decode(data)
        .map_err(|_| Error::Transfer(name.to_owned()))
}

/// Copies a picture below the posts folder and gives its file name there; nothing changes where
/// it is not a picture.
pub fn take_in(posts: &Path, name: &str, bytes: &[u8]) -> Result<String, Error> {
    let stored = image::take_in(&posts.join(IMAGES), name, bytes);
    stored
        .map(|stored| stored.file_name)
        .map_err(|source| Error::Image {
            file: name.to_owned(),
            source,
        })
}

impl Session {
    /// Works out the changes that show a picture in an open entry.
    pub fn show_image(
        &mut self,
        wish: &Wish,
        file_name: String,
    ) -> Result<wire::ImageAdded, Error> {
        let opened = self.opened(wish.entry)?;
        let edits = match wish.role {
            wire::ImageRole::Cover => {
                let text = opened.draft.text();
                let value = NewValue::Text(file_name.clone());
                edit::set(&text, "image", &value).map_err(|source| Error::Field {
                    key: "image".to_owned(),
                    file: opened.path.clone(),
                    source: Box::new(source),
                })?
            }
            wire::ImageRole::Inline => {
                let body = opened.body_from();
                let at = opened.draft.unit_to_byte(wish.at.max(body));
                let reference = format!("![{}]({IMAGES}/{file_name})", alternative(&file_name));
                vec![TextEdit {
                    range: at..at,
                    text: reference,
                }]
            }
        };
        Ok(wire::ImageAdded {
            file_name,
            edit: field_edit(opened, &edits),
        })
    }
}

/// A first alternative text from a file name, for the author to better.
fn alternative(file_name: &str) -> String {
    let stem = file_name
        .rsplit_once('.')
        .map_or(file_name, |(stem, _)| stem);
    stem.replace(['-', '_'], " ")
}
