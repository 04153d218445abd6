//! Pictures: what they are, taking them into the posts folder, making them fit to publish.
//!
//! A picture is known by its bytes, never by its name. Originals are not changed.

mod publish;
mod store;
mod strip;
mod svg;
#[cfg(test)]
mod tests;

use std::io::Cursor;
use std::path::PathBuf;

use exif::{Context, In, Tag};
use image::ImageReader;

use crate::disk::DiskError;

pub use publish::{Published, Thumbnail, for_publishing, thumbnail};
pub use store::{Stored, safe_stem, take_in};

/// The largest picture that is taken, in bytes.
pub const MAXIMUM_BYTES: usize = 40 * 1024 * 1024;
/// The largest picture that is decoded, in pixels.
pub const MAXIMUM_PIXELS: u64 = 64_000_000;

/// The formats that every browser shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JPEG
    Jpeg,
    /// PNG, moving ones (APNG) too
    Png,
    /// WebP
    WebP,
    /// GIF
    Gif,
    /// SVG without anything active in it
    Svg,
}

impl Format {
    /// The ending of a file's name, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
            Self::Gif => "gif",
            Self::Svg => "svg",
        }
    }

    /// The media type, as the browser wants it.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
            Self::Gif => "image/gif",
            Self::Svg => "image/svg+xml",
        }
    }

    /// The format that the first bytes of a file say it has.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match image::guess_format(bytes) {
            Ok(image::ImageFormat::Jpeg) => Some(Self::Jpeg),
            Ok(image::ImageFormat::Png) => Some(Self::Png),
            Ok(image::ImageFormat::WebP) => Some(Self::WebP),
            Ok(image::ImageFormat::Gif) => Some(Self::Gif),
            _ => svg::is_svg(bytes).then_some(Self::Svg),
        }
    }
}

/// What a picture's header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImageInfo {
    /// The format, by the bytes.
    pub format: Format,
    /// The width as stored, in pixels; 0 for an SVG that does not say.
    pub width: u32,
    /// The height as stored, in pixels; 0 for an SVG that does not say.
    pub height: u32,
    /// Whether it says where it was taken.
    pub has_gps: bool,
    /// How it has to be turned to be seen upright: 1 (as it is) to 8, as EXIF numbers them.
    pub orientation: u8,
}

impl ImageInfo {
    /// The width as seen, after turning it upright.
    pub fn shown_width(&self) -> u32 {
        // 5 to 8 turn by a quarter (EXIF 2.32, tag 0x0112).
        if self.orientation >= 5 {
            self.height
        } else {
            self.width
        }
    }
}

/// Why a picture is not taken.
#[derive(Debug, thiserror::Error)]
pub enum ImageError {
    /// The bytes are no JPEG, PNG, WebP, GIF or SVG, whatever the name says.
    #[error("this is not a JPEG, PNG, WebP, GIF or SVG picture")]
    UnknownFormat,
    /// The file is too large.
    #[error("the picture has {bytes} bytes, more than {limit}")]
    TooManyBytes {
        /// Its size in bytes.
        bytes: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// The picture is too large once decoded.
    #[error("the picture has {width} x {height} pixels, more than {limit} in all")]
    TooManyPixels {
        /// Its width.
        width: u32,
        /// Its height.
        height: u32,
        /// The limit in pixels.
        limit: u64,
    },
    /// An SVG that could run something.
    #[error("the SVG holds {what}, which could run in a reader's browser")]
    ActiveSvg {
        /// What it holds.
        what: &'static str,
    },
    /// The picture is cut off or damaged.
    #[error("the picture is damaged: {source}")]
    Damaged {
        /// What the decoder said.
        source: image::ImageError,
    },
    /// The parts of the file do not fit together.
    #[error("the picture is cut off or damaged at byte {offset}")]
    Broken {
        /// Where reading stopped.
        offset: usize,
    },
    /// It could not be scaled.
    #[error("the picture cannot be scaled: {source}")]
    Scaling {
        /// What the scaler said.
        source: fast_image_resize::ResizeError,
    },
    /// Every name like the suggested one is taken by another picture.
    #[error("no free name like {name} in {}", folder.display())]
    NoFreeName {
        /// The folder.
        folder: PathBuf,
        /// The name that was tried first.
        name: String,
    },
    /// The file could not be read or written.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

impl ImageError {
    /// What the writer can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::UnknownFormat => "Save the picture as JPEG, PNG or WebP first.",
            Self::TooManyBytes { .. } | Self::TooManyPixels { .. } => "Make it smaller first.",
            Self::ActiveSvg { .. } => "Export it again as plain SVG, or as PNG.",
            Self::Damaged { .. } | Self::Broken { .. } | Self::Scaling { .. } => {
                "Open it in a picture editor and save it again."
            }
            Self::NoFreeName { .. } => "Give the picture another name.",
            Self::Disk(error) => error.hint(),
        }
    }
}

/// Reads the header of a picture, without decoding it.
///
/// # Errors
/// If it is none, too large, damaged, or an SVG that could run something.
pub fn inspect(bytes: &[u8]) -> Result<ImageInfo, ImageError> {
    if bytes.len() > MAXIMUM_BYTES {
        return Err(ImageError::TooManyBytes {
            bytes: bytes.len(),
            limit: MAXIMUM_BYTES,
        });
    }
    let format = Format::of(bytes).ok_or(ImageError::UnknownFormat)?;
    if format == Format::Svg {
        let (width, height) = svg::inspect(bytes)?;
        return Ok(ImageInfo {
            format,
            width,
            height,
            has_gps: false,
            orientation: 1,
        });
    }
    let damaged = |source| ImageError::Damaged { source };
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let reader = reader.map_err(|error| damaged(image::ImageError::IoError(error)))?;
    let (width, height) = reader.into_dimensions().map_err(damaged)?;
    if u64::from(width) * u64::from(height) > MAXIMUM_PIXELS {
        return Err(ImageError::TooManyPixels {
            width,
            height,
            limit: MAXIMUM_PIXELS,
        });
    }
    let (has_gps, orientation) = read_exif(bytes);
    Ok(ImageInfo {
        format,
        width,
        height,
        has_gps,
        orientation,
    })
}

/// Whether EXIF (or XMP) holds a place, and the orientation.
fn read_exif(bytes: &[u8]) -> (bool, u8) {
    /// XMP stands near the beginning; looking further would cost more than it finds.
    const NEAR: usize = 256 * 1024;
    const XMP_PLACE: &[u8] = b"exif:GPSLatitude";
    let near = &bytes[..bytes.len().min(NEAR)];
    let in_xmp = near
        .windows(XMP_PLACE.len())
        .any(|window| window == XMP_PLACE);
    // No EXIF, or one that cannot be read: nothing is known, and it is dropped when publishing.
    let Ok(exif) = exif::Reader::new().read_from_container(&mut Cursor::new(bytes)) else {
        return (in_xmp, 1);
    };
    let in_exif = exif
        .fields()
        .any(|field| field.tag.context() == Context::Gps);
    let orientation = exif.get_field(Tag::Orientation, In::PRIMARY);
    let orientation = orientation.and_then(|field| field.value.get_uint(0));
    let orientation = orientation.and_then(|value| u8::try_from(value).ok());
    (
        in_xmp || in_exif,
        orientation
            .filter(|value| (1..=8).contains(value))
            .unwrap_or(1),
    )
}
