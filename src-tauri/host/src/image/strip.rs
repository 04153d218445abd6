//! Taking out of a picture's file what is not the picture, without decoding it.
//!
//! Each format is rewritten from a list of what stays; whatever else a camera or an editor put
//! there (EXIF, GPS, XMP, IPTC, comments, thumbnails, a film behind the end) goes. Colour
//! profiles and animation stay.

use super::{Format, ImageError};

/// The file with only the picture in it.
///
/// # Errors
/// If the file is cut off.
pub(super) fn strip(format: Format, bytes: &[u8]) -> Result<Vec<u8>, ImageError> {
    let mut input = Input { bytes, at: 0 };
    let mut out = Vec::with_capacity(bytes.len());
    match format {
        Format::Jpeg => jpeg(&mut input, &mut out)?,
        Format::Png => png(&mut input, &mut out)?,
        Format::WebP => webp(&mut input, &mut out)?,
        Format::Gif => gif(&mut input, &mut out)?,
        Format::Svg => out.extend_from_slice(bytes),
    }
    Ok(out)
}

/// Whether the picture moves, so that scaling it would leave one frame.
pub(super) fn is_animated(format: Format, bytes: &[u8]) -> bool {
    let holds = |sign: &[u8]| bytes.windows(sign.len()).any(|window| window == sign);
    match format {
        Format::Png => holds(b"acTL"),
        Format::WebP => holds(b"ANMF"),
        Format::Gif => holds(b"NETSCAPE2.0") || holds(b"ANIMEXTS1.0"),
        Format::Jpeg | Format::Svg => false,
    }
}

/// What has not been read yet.
struct Input<'file> {
    bytes: &'file [u8],
    at: usize,
}

impl<'file> Input<'file> {
    fn take(&mut self, length: usize) -> Result<&'file [u8], ImageError> {
        let end = self
            .at
            .checked_add(length)
            .filter(|end| *end <= self.bytes.len());
        let end = end.ok_or(ImageError::Broken { offset: self.at })?;
        let taken = &self.bytes[self.at..end];
        self.at = end;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, ImageError> {
        Ok(self.take(1)?[0])
    }

    /// What was read since `from`.
    fn since(&self, from: usize) -> &'file [u8] {
        &self.bytes[from..self.at]
    }

    fn is_at_end(&self) -> bool {
        self.at >= self.bytes.len()
    }
}

/// ITU-T T.81: segments up to the end of the image; what comes behind it is not the picture.
fn jpeg(input: &mut Input, out: &mut Vec<u8>) -> Result<(), ImageError> {
    out.extend_from_slice(input.take(2)?);
    loop {
        let start = input.at;
        let mut marker = input.byte()?;
        if marker != 0xff {
            // Coded data of a scan, or bytes that decoders pass over.
            out.push(marker);
            continue;
        }
        while marker == 0xff {
            marker = input.byte()?;
        }
        match marker {
            // A coded 0xff, restart marks, and others without a length.
            0x00 | 0x01 | 0xd0..=0xd8 => out.extend_from_slice(input.since(start)),
            0xd9 => {
                out.extend_from_slice(&[0xff, 0xd9]);
                return Ok(());
            }
            _ => {
                let length = u16::from_be_bytes([input.byte()?, input.byte()?]);
                let content = input.take(usize::from(length).saturating_sub(2))?;
                if marker == JFIF && content.starts_with(b"JFIF\0") {
                    out.extend_from_slice(&jfif(content, start)?);
                } else if jpeg_keeps(marker, content) {
                    out.extend_from_slice(input.since(start));
                }
            }
        }
    }
}

/// APP0: without it the colours of some files are read otherwise.
const JFIF: u8 = 0xe0;

/// The segment without its thumbnail, which may show what was cut off the picture (ITU-T T.871).
fn jfif(content: &[u8], offset: usize) -> Result<Vec<u8>, ImageError> {
    let head = content.get(..12).ok_or(ImageError::Broken { offset })?;
    Ok([&[0xff, JFIF, 0, 16], head, &[0, 0]].concat())
}

fn jpeg_keeps(marker: u8, content: &[u8]) -> bool {
    match marker {
        0xe2 => content.starts_with(b"ICC_PROFILE\0"),
        // How the colours are coded.
        0xee => content.starts_with(b"Adobe"),
        JFIF | 0xe1 | 0xe3..=0xef | 0xfe => false,
        _ => true,
    }
}

/// PNG, third edition: chunks up to `IEND`.
fn png(input: &mut Input, out: &mut Vec<u8>) -> Result<(), ImageError> {
    const KEPT: [&[u8]; 16] = [
        b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"hIST", b"pHYs", b"sPLT",
        b"acTL", b"fcTL", b"fdAT", b"cICP", b"mDCV", b"cLLI",
    ];
    out.extend_from_slice(input.take(8)?);
    loop {
        let start = input.at;
        let length = input.take(4)?;
        let length = u32::from_be_bytes([length[0], length[1], length[2], length[3]]);
        let kind = input.take(4)?;
        input.take(
            usize::try_from(length)
                .unwrap_or(usize::MAX)
                .saturating_add(4),
        )?;
        // An upper-case first letter: no picture without it.
        if kind[0].is_ascii_uppercase() || KEPT.contains(&kind) {
            out.extend_from_slice(input.since(start));
        }
        if kind == b"IEND" {
            return Ok(());
        }
    }
}

/// WebP container specification (RFC 9649): chunks of a RIFF.
fn webp(input: &mut Input, out: &mut Vec<u8>) -> Result<(), ImageError> {
    const KEPT: [&[u8]; 7] = [
        b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP",
    ];
    /// Flags of VP8X: EXIF and XMP are there.
    const DESCRIBED: u8 = 0x08 | 0x04;
    let head = input.take(12)?;
    let size = u32::from_le_bytes([head[4], head[5], head[6], head[7]]);
    let end = usize::try_from(size)
        .unwrap_or(usize::MAX)
        .saturating_add(8);
    input.bytes = &input.bytes[..end.min(input.bytes.len())];
    out.extend_from_slice(head);
    while !input.is_at_end() {
        let start = input.at;
        let kind = input.take(4)?;
        let length = input.take(4)?;
        let length = u32::from_le_bytes([length[0], length[1], length[2], length[3]]);
        input.take(usize::try_from(length).unwrap_or(usize::MAX))?;
        if length % 2 == 1 && !input.is_at_end() {
            input.take(1)?;
        }
        if KEPT.contains(&kind) {
            let flags = out.len() + 8;
            out.extend_from_slice(input.since(start));
            if kind == b"VP8X" && length > 0 {
                out[flags] &= !DESCRIBED;
            }
        }
    }
    let size = u32::try_from(out.len() - 8).map_err(|_| ImageError::Broken { offset: 4 })?;
    out[4..8].copy_from_slice(&size.to_le_bytes());
    Ok(())
}

/// GIF 89a: blocks up to the trailer.
fn gif(input: &mut Input, out: &mut Vec<u8>) -> Result<(), ImageError> {
    let head = input.take(13)?;
    out.extend_from_slice(head);
    out.extend_from_slice(input.take(colour_table(head[10]))?);
    loop {
        let start = input.at;
        match input.byte()? {
            0x3b => {
                out.push(0x3b);
                return Ok(());
            }
            0x2c => {
                let descriptor = input.take(9)?;
                input.take(colour_table(descriptor[8]))?;
                input.byte()?;
                sub_blocks(input)?;
                out.extend_from_slice(input.since(start));
            }
            0x21 => {
                let label = input.byte()?;
                let content = sub_blocks(input)?;
                let repeats = content.starts_with(b"\x0bNETSCAPE2.0")
                    || content.starts_with(b"\x0bANIMEXTS1.0");
                // Graphic control is of the picture; comments, text that no browser draws and the rest
                // are not.
                if label == 0xf9 || (label == 0xff && repeats) {
                    out.extend_from_slice(input.since(start));
                }
            }
            _ => return Err(ImageError::Broken { offset: start }),
        }
    }
}

fn colour_table(flags: u8) -> usize {
    if flags & 0x80 == 0 {
        0
    } else {
        3 << ((flags & 0x07) + 1)
    }
}

fn sub_blocks<'file>(input: &mut Input<'file>) -> Result<&'file [u8], ImageError> {
    let start = input.at;
    loop {
        let length = input.byte()?;
        if length == 0 {
            return Ok(input.since(start));
        }
        input.take(usize::from(length))?;
    }
}
