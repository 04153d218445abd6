//! Published pictures as exiftool sees them: nothing about the author is left, and they stand upright.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test")]

use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::process::Command;

use faircopy_host::image::for_publishing;
use image::codecs::gif::{GifDecoder, GifEncoder, Repeat};
use image::metadata::Orientation;
use image::{AnimationDecoder, DynamicImage, Frame, ImageFormat, Rgb, RgbImage};

/// As wide as a picture may be here.
const WIDEST: u32 = 120;
const CORNERS: [Rgb<u8>; 4] = [
    Rgb([250, 10, 10]),
    Rgb([10, 250, 10]),
    Rgb([10, 10, 250]),
    Rgb([240, 240, 10]),
];

/// Red, green, blue and yellow: the quarters of a picture from top left to bottom right.
fn quarters(width: u32, height: u32) -> DynamicImage {
    DynamicImage::from(RgbImage::from_fn(width, height, |x, y| {
        let quarter = usize::from(x >= width / 2) + 2 * usize::from(y >= height / 2);
        CORNERS[quarter]
    }))
}

/// Pixels that show `upright` once a reader turns them as `orientation` says.
fn turned_away(upright: DynamicImage, orientation: u8) -> DynamicImage {
    let back = match orientation {
        6 => 8,
        8 => 6,
        same => same,
    };
    let mut picture = upright;
    picture.apply_orientation(Orientation::from_exif(back).expect("an orientation"));
    picture
}

fn write(picture: &DynamicImage, format: ImageFormat, path: &Path) {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("coded");
    fs::write(path, bytes.into_inner()).expect("written");
}

/// Lets exiftool carry out several commands in one run and gives what it prints.
fn exiftool(commands: &[Vec<String>]) -> String {
    let arguments = commands.join(&"-execute".to_owned());
    let output = Command::new("exiftool")
        .args(arguments)
        .output()
        .expect("exiftool runs");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// What writes everything about an author into a picture that its format can hold.
fn betray(path: &Path, orientation: u8, with_exif: bool) -> Vec<String> {
    let mut arguments = vec![
        "-overwrite_original",
        "-q",
        "-XMP-dc:Creator=Meera Joshi",
        "-XMP-photoshop:City=Pune",
        "-XMP-exif:GPSLatitude=18.52",
        "-XMP-exif:GPSLongitude=73.86",
        "-Comment=at home",
    ];
    let turned = format!("-IFD0:Orientation#={orientation}");
    if with_exif {
        arguments.extend([
            "-EXIF:GPSLatitude=18.52",
            "-EXIF:GPSLatitudeRef=N",
            "-EXIF:GPSLongitude=73.86",
            "-EXIF:GPSLongitudeRef=E",
            "-EXIF:SerialNumber=123456",
            "-EXIF:Artist=Meera Joshi",
            "-EXIF:DateTimeOriginal=2026:11:23 18:05:00",
            "-IPTC:By-line=Meera Joshi",
            turned.as_str(),
        ]);
    }
    let path = path.display().to_string();
    let arguments = arguments.into_iter().map(str::to_owned);
    arguments.chain([path]).collect()
}

/// What exiftool finds in each file of a folder, as `file: [group] tag : value`.
fn told(folder: &Path) -> Vec<String> {
    let format = ["-s", "-G1", "-a", "-u", "-r"].map(str::to_owned);
    let command = [format.to_vec(), vec![folder.display().to_string()]].concat();
    let mut file = String::new();
    let mut told = Vec::new();
    for line in exiftool(&[command]).lines() {
        match line.strip_prefix("======== ") {
            Some(path) => path
                .rsplit('/')
                .next()
                .unwrap_or(path)
                .clone_into(&mut file),
            None if line.starts_with('[') => told.push(format!("{file}: {line}")),
            None => {}
        }
    }
    told
}

/// Those of the found things that are not of the picture itself.
fn about_the_author(folder: &Path) -> Vec<String> {
    const OF_THE_PICTURE: [&str; 11] = [
        "[ExifTool]",
        "[System]",
        "[File]",
        "[Composite]",
        "[JFIF]",
        "[PNG]",
        "[PNG-pHYs]",
        "[GIF]",
        "[RIFF]",
        "[ICC",
        "[APNG]",
    ];
    let is_own = |line: &String| {
        let known = OF_THE_PICTURE
            .iter()
            .any(|group| line.contains(&format!(": {group}")));
        known
            && !["Comment", "Meera", "GPS"]
                .iter()
                .any(|sign| line.contains(sign))
    };
    told(folder)
        .into_iter()
        .filter(|line| !is_own(line))
        .collect()
}

fn is_near(a: Rgb<u8>, b: Rgb<u8>) -> bool {
    a.0.iter().zip(b.0).all(|(a, b)| a.abs_diff(b) < 40)
}

fn assert_upright(bytes: &[u8], name: &str) {
    let picture = image::load_from_memory(bytes).expect(name).to_rgb8();
    let (width, height) = picture.dimensions();
    assert!(
        width > height && width <= WIDEST,
        "{name}: {width}x{height}"
    );
    for (index, corner) in CORNERS.iter().enumerate() {
        let x = if index % 2 == 0 {
            width / 4
        } else {
            width * 3 / 4
        };
        let y = if index < 2 {
            height / 4
        } else {
            height * 3 / 4
        };
        let pixel = *picture.get_pixel(x, y);
        assert!(
            is_near(pixel, *corner),
            "{name}: corner {index} is {pixel:?}"
        );
    }
}

/// Publishes each file of a folder in place.
fn publish(folder: &Path) {
    for file in fs::read_dir(folder).expect("listed") {
        let path = file.expect("a file").path();
        let published = for_publishing(&fs::read(&path).expect("read"), WIDEST);
        fs::write(&path, published.expect("published").bytes).expect("written");
    }
}

#[test]
fn exiftool_finds_nothing_about_the_author_and_pictures_stand_upright() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut commands = Vec::new();
    for (format, ending, with_exif) in [
        (ImageFormat::Jpeg, "jpg", true),
        (ImageFormat::Png, "png", true),
        (ImageFormat::WebP, "webp", true),
        (ImageFormat::Gif, "gif", false),
    ] {
        for (width, height) in [(96, 64), (300, 200)] {
            let last = if with_exif { 8 } else { 1 };
            for orientation in 1..=last {
                let path = folder
                    .path()
                    .join(format!("{width}-{orientation}.{ending}"));
                write(
                    &turned_away(quarters(width, height), orientation),
                    format,
                    &path,
                );
                commands.push(betray(&path, orientation, with_exif));
            }
        }
    }
    assert!(commands.len() >= 40, "{} pictures", commands.len());
    exiftool(&commands);
    let before = about_the_author(folder.path());
    for command in &commands {
        let name = command
            .last()
            .and_then(|path| path.rsplit('/').next())
            .expect("a name");
        let told = |sign: &str| {
            before
                .iter()
                .any(|line| line.starts_with(name) && line.contains(sign))
        };
        assert!(
            told("Meera") && told("GPS"),
            "{name} tells of its author before"
        );
    }
    publish(folder.path());
    assert_eq!(about_the_author(folder.path()), Vec::<String>::new());
    for file in fs::read_dir(folder.path()).expect("listed") {
        let path = file.expect("a file").path();
        assert_upright(&fs::read(&path).expect("read"), &path.display().to_string());
    }
}

#[test]
fn an_animation_keeps_its_frames_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("moving.gif");
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new(&mut bytes);
    for shade in [0, 120, 250] {
        let frame = RgbImage::from_pixel(300, 200, Rgb([shade, 0, 0]));
        let frame = Frame::new(DynamicImage::from(frame).to_rgba8());
        encoder.encode_frame(frame).expect("coded");
    }
    encoder.set_repeat(Repeat::Infinite).expect("coded");
    drop(encoder);
    fs::write(&path, bytes).expect("written");
    exiftool(&[betray(&path, 1, false)]);
    publish(folder.path());
    assert_eq!(about_the_author(folder.path()), Vec::<String>::new());
    let decoder = GifDecoder::new(Cursor::new(fs::read(&path).expect("read")));
    let frames = decoder.expect("a GIF").into_frames().collect_frames();
    assert_eq!(frames.expect("frames").len(), 3);
}

#[test]
fn a_thumbnail_that_shows_what_was_cut_off_goes() {
    let mut bytes = Cursor::new(Vec::new());
    quarters(96, 64)
        .write_to(&mut bytes, ImageFormat::Jpeg)
        .expect("coded");
    let plain = bytes.into_inner();
    assert_eq!(plain[2..4], [0xff, 0xe0], "begins with JFIF");
    // The same with a thumbnail of two pixels by one in its JFIF segment.
    let mut head = plain[..4].to_vec();
    head.extend([0, 16 + 6]);
    head.extend(&plain[6..18]);
    head.extend([2, 1]);
    head.extend(b"secret");
    let betraying = [&head, &plain[20..]].concat();
    let published = for_publishing(&betraying, WIDEST).expect("published").bytes;
    assert!(!published.windows(6).any(|bytes| bytes == b"secret"));
    assert_upright(&published, "thumbnail.jpg");
}
