//! Making pictures fit to publish, and small ones to look at.

use std::io::Cursor;

use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::gif::GifEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageReader, Limits};

use super::strip::{is_animated, strip};
use super::{Format, ImageError, ImageInfo, inspect};

/// JPEG quality for pictures that have to be coded again, of 100.
const QUALITY: u8 = 88;
/// The most memory that decoding may take, in bytes: 64 megapixels of 16-bit RGBA.
const MAXIMUM_MEMORY: u64 = 512 * 1024 * 1024;

/// A picture as it is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its width in pixels; 0 for an SVG that does not say.
    pub width: u32,
    /// Its height in pixels; 0 for an SVG that does not say.
    pub height: u32,
    /// Whether it differs from the original.
    pub changed: bool,
}

/// A small picture to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thumbnail {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its format.
    pub format: Format,
}

/// The picture without anything that tells about its author, upright, at most `max_width`
/// pixels wide, in the format it has.
///
/// Where it is upright and small enough already, its pixels are not coded again. Moving
/// pictures are never scaled.
///
/// # Errors
/// If it is no picture, too large, or damaged.
pub fn for_publishing(bytes: &[u8], max_width: u32) -> Result<Published, ImageError> {
    let info = inspect(bytes)?;
    let fits = info.shown_width() <= max_width && info.orientation == 1;
    if fits || info.format == Format::Svg || is_animated(info.format, bytes) {
        let stripped = strip(info.format, bytes)?;
        let changed = stripped != bytes;
        return Ok(Published {
            bytes: stripped,
            width: info.width,
            height: info.height,
            changed,
        });
    }
    let (picture, profile) = decode(bytes, &info)?;
    let picture = scale(picture, max_width, u32::MAX)?;
    let (width, height) = (picture.width(), picture.height());
    Ok(Published {
        bytes: encode(&picture, info.format, profile)?,
        width,
        height,
        changed: true,
    })
}

/// The picture upright, within a square of `side` pixels; the first frame of a moving one.
/// An SVG is answered as it is.
///
/// # Errors
/// If it is no picture, too large, or damaged.
pub fn thumbnail(bytes: &[u8], side: u32) -> Result<Thumbnail, ImageError> {
    let info = inspect(bytes)?;
    if info.format == Format::Svg {
        return Ok(Thumbnail {
            bytes: bytes.to_vec(),
            format: Format::Svg,
        });
    }
    let (picture, profile) = decode(bytes, &info)?;
    let picture = scale(picture, side, side)?;
    let format = if picture.color().has_alpha() {
        Format::Png
    } else {
        Format::Jpeg
    };
    Ok(Thumbnail {
        bytes: encode(&picture, format, profile)?,
        format,
    })
}

/// The picture upright, and its colour profile.
fn decode(bytes: &[u8], info: &ImageInfo) -> Result<(DynamicImage, Option<Vec<u8>>), ImageError> {
    let damaged = |source| ImageError::Damaged { source };
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let mut reader = reader.map_err(|error| damaged(image::ImageError::IoError(error)))?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAXIMUM_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(damaged)?;
    // Decoded to RGB, so that a profile of inks no longer fits.
    let inks = matches!(decoder.original_color_type(), ExtendedColorType::Cmyk8);
    let profile = decoder.icc_profile().map_err(damaged)?.filter(|_| !inks);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    picture.apply_orientation(
        Orientation::from_exif(info.orientation).unwrap_or(Orientation::NoTransforms),
    );
    Ok((picture, profile))
}

fn scale(
    picture: DynamicImage,
    max_width: u32,
    max_height: u32,
) -> Result<DynamicImage, ImageError> {
    let (width, height) = (u64::from(picture.width()), u64::from(picture.height()));
    let (max_width, max_height) = (u64::from(max_width.max(1)), u64::from(max_height.max(1)));
    if width <= max_width && height <= max_height {
        return Ok(picture);
    }
    let by_width = width * max_height > height * max_width;
    let (numerator, denominator) = if by_width {
        (max_width, width)
    } else {
        (max_height, height)
    };
    let scaled = |length: u64| {
        let length = (length * numerator + denominator / 2) / denominator;
        u32::try_from(length.max(1)).unwrap_or(u32::MAX)
    };
    let mut smaller = DynamicImage::new(scaled(width), scaled(height), picture.color());
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    let resized = Resizer::new().resize(&picture, &mut smaller, &options);
    resized.map_err(|source| ImageError::Scaling { source })?;
    Ok(smaller)
}

fn encode(
    picture: &DynamicImage,
    format: Format,
    profile: Option<Vec<u8>>,
) -> Result<Vec<u8>, ImageError> {
    let mut out = Vec::new();
    let written = match format {
        Format::Jpeg => {
            let picture = DynamicImage::from(picture.to_rgb8());
            write(
                &picture,
                JpegEncoder::new_with_quality(&mut out, QUALITY),
                profile,
            )
        }
        Format::WebP => {
            let picture = if picture.color().has_alpha() {
                DynamicImage::from(picture.to_rgba8())
            } else {
                DynamicImage::from(picture.to_rgb8())
            };
            write(&picture, WebPEncoder::new_lossless(&mut out), profile)
        }
        Format::Gif => {
            GifEncoder::new(&mut out).encode_frame(image::Frame::new(picture.to_rgba8()))
        }
        Format::Png | Format::Svg => write(picture, PngEncoder::new(&mut out), profile),
    };
    written.map_err(|source| ImageError::Damaged { source })?;
    Ok(out)
}

fn write(
    picture: &DynamicImage,
    mut encoder: impl ImageEncoder,
    profile: Option<Vec<u8>>,
) -> image::ImageResult<()> {
    if let Some(profile) = profile
        && let Err(error) = encoder.set_icc_profile(profile)
    {
        tracing::debug!(%error, "the colour profile is dropped");
    }
    picture.write_with_encoder(encoder)
}
