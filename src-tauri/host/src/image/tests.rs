use std::fs;
use std::io::Cursor;

use image::codecs::gif::{GifEncoder, Repeat};
use image::{DynamicImage, Frame, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

use super::{Format, ImageError, for_publishing, inspect, safe_stem, take_in, thumbnail};

/// Red on the left, blue on the right.
fn picture(width: u32, height: u32) -> DynamicImage {
    DynamicImage::from(RgbImage::from_fn(width, height, |x, _| {
        if x < width / 2 {
            Rgb([250, 0, 0])
        } else {
            Rgb([0, 0, 250])
        }
    }))
}

fn coded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// TIFF with an orientation and a place, as cameras write it.
fn exif(orientation: u8) -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        let head = [tag.to_le_bytes(), kind.to_le_bytes()].concat();
        [head, count.to_le_bytes().to_vec(), value.to_vec()].concat()
    };
    let first = [
        &2_u16.to_le_bytes()[..],
        &entry(0x0112, 3, 1, [orientation, 0, 0, 0]),
        &entry(0x8825, 4, 1, 38_u32.to_le_bytes()),
        &[0; 4],
    ]
    .concat();
    let place = [
        &1_u16.to_le_bytes()[..],
        &entry(0x0001, 2, 2, *b"N\0\0\0"),
        &[0; 4],
    ]
    .concat();
    [&b"II*\0\x08\0\0\0"[..], &first, &place].concat()
}

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker][..], &length, content].concat()
}

/// A photograph: EXIF, XMP, a colour profile, a comment, and another picture behind the end.
fn photograph(orientation: u8) -> Vec<u8> {
    let plain = coded(&picture(40, 20), ImageFormat::Jpeg);
    let exif = segment(0xe1, &[&b"Exif\0\0"[..], &exif(orientation)].concat());
    let xmp = segment(
        0xe1,
        b"http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude='1'/>",
    );
    let profile = segment(0xe2, b"ICC_PROFILE\0\x01\x01profile");
    let comment = segment(0xfe, b"secret comment");
    let (start, rest) = plain.split_at(2);
    [start, &exif, &xmp, &profile, &comment, rest, b"secret film"].concat()
}

fn chunk_png(kind: [u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    // Nobody checks the sums of chunks that are passed over.
    [&length[..], &kind, content, &[0; 4]].concat()
}

fn holds(bytes: &[u8], sign: &[u8]) -> bool {
    bytes.windows(sign.len()).any(|window| window == sign)
}

#[test]
fn a_picture_is_known_by_its_bytes() {
    let plain = picture(6, 4);
    for (format, expected) in [
        (ImageFormat::Jpeg, Format::Jpeg),
        (ImageFormat::Png, Format::Png),
        (ImageFormat::WebP, Format::WebP),
        (ImageFormat::Gif, Format::Gif),
    ] {
        let info = inspect(&coded(&plain, format)).unwrap();
        assert_eq!((info.format, info.width, info.height), (expected, 6, 4));
        assert_eq!((info.has_gps, info.orientation), (false, 1));
    }
    let info = inspect(&photograph(6)).unwrap();
    assert_eq!(
        (info.has_gps, info.orientation, info.shown_width()),
        (true, 6, 20)
    );
    for none in [
        &b""[..],
        b"just text",
        b"<html><svg></svg></html>",
        b"\xff\xd8",
    ] {
        assert!(inspect(none).is_err(), "{none:?}");
    }
    let text = inspect(b"just text").unwrap_err();
    assert!(matches!(text, ImageError::UnknownFormat));
}

#[test]
fn a_header_that_promises_too_much_is_refused_without_decoding() {
    let mut bytes = coded(&picture(1, 1), ImageFormat::Png);
    bytes[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
    // The header's own sum (CRC-32 of IHDR with 65,535 x 65,535, 8-bit RGB).
    let sum = crc(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    let refused = inspect(&bytes).unwrap_err();
    assert!(
        matches!(refused, ImageError::TooManyPixels { width: 65_535, .. }),
        "{refused:?}"
    );
    let large = inspect(&vec![0; super::MAXIMUM_BYTES + 1]).unwrap_err();
    assert!(matches!(large, ImageError::TooManyBytes { .. }));
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ ((sum & 1) * 0xedb8_8320)
        })
    })
}

#[test]
fn an_svg_is_taken_only_if_it_runs_nothing() {
    let svg = |inside: &str| {
        format!(
            "<?xml version='1.0'?><!-- x --><svg xmlns='http://www.w3.org/2000/svg' width='30px' viewBox='0 0 60 20.5'>{inside}</svg>"
        )
    };
    let info = inspect(svg("<path d='M0 0'/><text>once upon</text>").as_bytes()).unwrap();
    assert_eq!(
        (info.format, info.width, info.height),
        (Format::Svg, 30, 20)
    );
    for active in [
        "<script>alert(1)</script>",
        "<SCRIPT/>",
        "<x:script xmlns:x='http://www.w3.org/2000/svg'/>",
        "<g onload='alert(1)'/>",
        "<g id='x'onclick = 'alert(1)'/>",
        "<a href='javascript:alert(1)'/>",
        "<a href='java&#x73;cript:alert(1)'/>",
        "<a href='java\nscript:alert(1)'/>",
        "<foreignObject/>",
        "<use href='data:text/html,x'/>",
    ] {
        let refused = inspect(svg(active).as_bytes());
        assert!(
            matches!(refused, Err(ImageError::ActiveSvg { .. })),
            "{active}: {refused:?}"
        );
    }
    let entity = "<!DOCTYPE svg [<!ENTITY x 'y'>]><svg/>";
    assert!(inspect(entity.as_bytes()).is_err());
}

#[test]
fn an_upright_photograph_loses_its_metadata_and_no_pixel() {
    let photograph = photograph(1);
    let published = for_publishing(&photograph, 40).unwrap();
    assert_eq!(
        (published.width, published.height, published.changed),
        (40, 20, true)
    );
    for secret in [&b"Exif"[..], b"GPSLatitude", b"secret", b"xap"] {
        assert!(!holds(&published.bytes, secret));
    }
    assert!(holds(&published.bytes, b"ICC_PROFILE"));
    let pixels = |bytes: &[u8]| image::load_from_memory(bytes).unwrap();
    assert_eq!(pixels(&published.bytes), pixels(&photograph));
    assert!(!for_publishing(&published.bytes, 40).unwrap().changed);
}

#[test]
fn a_photograph_on_its_side_is_turned_and_a_wide_one_scaled() {
    let turned = for_publishing(&photograph(6), 100).unwrap();
    assert_eq!((turned.width, turned.height), (20, 40));
    let seen = image::load_from_memory(&turned.bytes).unwrap().to_rgb8();
    let (top, bottom) = (seen.get_pixel(10, 5), seen.get_pixel(10, 35));
    assert!(
        top[0] > 200 && bottom[2] > 200,
        "left is now at the top: {top:?} {bottom:?}"
    );
    assert_eq!(inspect(&turned.bytes).unwrap().orientation, 1);
    assert!(holds(&turned.bytes, b"profile"), "the colour profile stays");
    for format in [
        ImageFormat::Jpeg,
        ImageFormat::Png,
        ImageFormat::WebP,
        ImageFormat::Gif,
    ] {
        let scaled = for_publishing(&coded(&picture(300, 30), format), 100).unwrap();
        let info = inspect(&scaled.bytes).unwrap();
        assert_eq!((info.width, info.height), (100, 10), "{format:?}");
        assert_eq!(image::guess_format(&scaled.bytes).unwrap(), format);
    }
}

#[test]
fn png_webp_and_gif_lose_what_is_not_the_picture() {
    let plain = coded(&picture(6, 4), ImageFormat::Png);
    let (head, rest) = plain.split_at(33);
    let text = chunk_png(*b"tEXt", b"Author\0secret");
    let described = [head, &text, &chunk_png(*b"eXIf", &exif(1)), rest, b"secret"].concat();
    assert_eq!(for_publishing(&described, 100).unwrap().bytes, plain);

    let plain = coded(&picture(6, 4), ImageFormat::WebP);
    let chunk = |kind: &[u8], content: &[u8]| {
        let length = u32::try_from(content.len()).unwrap().to_le_bytes();
        [kind, &length, content, &[0][..content.len() % 2]].concat()
    };
    let extended = |flags: u8| chunk(b"VP8X", &[flags, 0, 0, 0, 5, 0, 0, 3, 0, 0]);
    let riff = |parts: &[&[u8]]| {
        let body = parts.concat();
        let size = u32::try_from(body.len() + 4).unwrap().to_le_bytes();
        [b"RIFF", &size[..], b"WEBP", &body].concat()
    };
    let described = riff(&[
        &extended(0x0c),
        &plain[12..],
        &chunk(b"EXIF", &exif(1)),
        &chunk(b"XMP ", b"secret!"),
    ]);
    assert!(inspect(&described).unwrap().has_gps);
    let expected = riff(&[&extended(0), &plain[12..]]);
    assert_eq!(for_publishing(&described, 100).unwrap().bytes, expected);

    let plain = coded(&picture(6, 4), ImageFormat::Gif);
    let (body, trailer) = plain.split_at(plain.len() - 1);
    let described = [body, b"\x21\xfe\x06secret\0", trailer, b"secret"].concat();
    assert_eq!(for_publishing(&described, 100).unwrap().bytes, plain);
}

#[test]
fn moving_pictures_keep_moving() {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new(&mut bytes);
    encoder.set_repeat(Repeat::Infinite).unwrap();
    for shade in [0, 255] {
        let frame = RgbaImage::from_pixel(200, 10, Rgba([shade, 0, 0, 255]));
        encoder.encode_frame(Frame::new(frame)).unwrap();
    }
    drop(encoder);
    let published = for_publishing(&bytes, 100).unwrap();
    assert_eq!((published.width, published.changed), (200, false));
}

#[test]
fn a_damaged_picture_is_an_error_and_no_panic() {
    let plain = picture(60, 40);
    let formats = [
        ImageFormat::Jpeg,
        ImageFormat::Png,
        ImageFormat::WebP,
        ImageFormat::Gif,
    ];
    for format in formats {
        let bytes = coded(&plain, format);
        for length in (0..bytes.len()).step_by(7) {
            // Some decoders show what there is of a cut picture: any outcome but a panic.
            drop(for_publishing(&bytes[..length], 30));
            drop(for_publishing(&bytes[..length], 100));
        }
        assert!(
            for_publishing(&bytes[..bytes.len() / 2], 100).is_err(),
            "{format:?}"
        );
    }
}

#[test]
fn a_thumbnail_fits_a_square() {
    let check = |bytes: &[u8], size: (u32, u32), format: Format| {
        let small = thumbnail(bytes, 20).unwrap();
        let info = inspect(&small.bytes).unwrap();
        assert_eq!(
            (info.width, info.height, info.format),
            (size.0, size.1, format)
        );
    };
    check(&photograph(6), (10, 20), Format::Jpeg);
    check(
        &coded(&picture(8, 4), ImageFormat::Png),
        (8, 4),
        Format::Jpeg,
    );
    let clear = DynamicImage::from(RgbaImage::new(40, 80));
    check(&coded(&clear, ImageFormat::WebP), (10, 20), Format::Png);
}

#[test]
fn names_are_safe_and_keep_every_language() {
    let check = |name: &str, expected: &str| assert_eq!(safe_stem(name), expected, "{name:?}");
    check("IMG 0001.JPG", "img-0001");
    check("../../etc/passwd.png", "passwd");
    check("C:\\photos\\Été à Paris.jpeg", "été-à-paris");
    check("छोटे प्रयोग.png", "छोटे-प्रयोग");
    check("写真（１）.png", "写真-１");
    check("a%2e%2e/b?c=d&e#f.png", "b-c-d-e-f");
    check("...png", "image");
    check("\u{202e}gnp.exe.png", "gnp-exe");
    check("😀.png", "image");
    check("CON.png", "image-con");
    check("com1.png", "image-com1");
    check("-rf.png", "rf");
    check("a\0b\nc.png", "a-b-c");
    assert!(safe_stem(&"ж".repeat(300)).len() <= 100);
}

#[test]
fn pictures_are_taken_in_under_free_names_and_once() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (picture(2, 2), picture(4, 4));
    let take = |picture: &DynamicImage, name: &str| {
        let stored = take_in(folder.path(), name, &coded(picture, ImageFormat::Png)).unwrap();
        (stored.file_name, stored.reused)
    };
    // The ending follows the bytes.
    assert_eq!(
        take(&one, "My Photo.jpg"),
        ("my-photo.png".to_owned(), false)
    );
    assert_eq!(
        take(&one, "My Photo.png"),
        ("my-photo.png".to_owned(), true)
    );
    assert_eq!(
        take(&two, "My Photo.png"),
        ("my-photo-2.png".to_owned(), false)
    );
    assert_eq!(
        take(&two, "../my photo"),
        ("my-photo-2.png".to_owned(), true)
    );
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    let text = take_in(folder.path(), "a.jpg", b"text");
    assert!(matches!(text, Err(ImageError::UnknownFormat)));
}
