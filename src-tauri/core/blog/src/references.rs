//! Which images an entry refers to, and where in its bytes.

use std::ops::Range;
use std::sync::LazyLock;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use regex::Regex;

use crate::post::Post;
use crate::url::percent_decoded;

/// Keys of front matter that themes show a picture from, most telling first; a full stop leads
/// into a map.
///
/// Source: the layouts of minima, minimal-mistakes, chirpy, beautiful-jekyll, al-folio,
/// jekyll-now, type-theme, clean-blog, mediumish and hydejack.
pub const COVER_KEYS: [&str; 33] = [
    "image",
    "image.path",
    "cover",
    "cover-img",
    "cover_image",
    "cover-image",
    "cover.image",
    "header.image",
    "header.overlay_image",
    "image.feature",
    "feature-img",
    "feature_img",
    "feature-image",
    "feature_image",
    "featured-image",
    "featured_image",
    "featured-img",
    "background",
    "banner",
    "hero",
    "hero_image",
    "header-img",
    "header_image",
    "img",
    "main-img",
    "post-image",
    "header.teaser",
    "thumbnail",
    "thumbnail-img",
    "thumb",
    "teaser",
    "og_image",
    "share-img",
];

/// What a picture is to its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImageRole {
    /// The value of this key of the front matter; of [`COVER_KEYS`].
    Cover {
        /// The key, a full stop leading into a map.
        key: String,
    },
    /// A picture within the body.
    Inline {
        /// Its alternative text; empty where none is written.
        alt: String,
    },
}

/// Where a reference leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A file below the entry's own folder; the path is decoded, with `/` between its parts.
    Beside(String),
    /// A path from the root of the site; the path is decoded, without the slash in front.
    Site(String),
    /// Out of the folder: `..`, a drive, a home folder, a NUL. Never to be followed.
    Outside,
    /// Elsewhere on the net, or made by Liquid: not ours to carry.
    Remote,
}

/// One reference to an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageReference {
    /// As it stands in the text, quotes aside.
    pub written: String,
    /// Its bytes in the whole text; for a cover the whole YAML value, quotes included.
    pub span: Range<usize>,
    /// Its 1-based line.
    pub line: usize,
    /// Cover or inline.
    pub role: ImageRole,
    /// Where it leads.
    pub place: Place,
}

/// Every reference of an entry to an image, in the order of its text, remote ones included.
///
/// Code, comments and Liquid's `raw` and `highlight` are left alone. Looks at `![](..)`, at
/// `![][label]` with its definition, and at `<img src>`.
pub fn all_images(text: &str) -> Vec<ImageReference> {
    let post = Post::read(text);
    let mut found = covers(&post);
    found.extend(inline(&post));
    found.sort_by_key(|reference| reference.span.start);
    found
}

/// The references of an entry to images of its own folder or site, in the order of its text.
pub fn referenced_images(text: &str) -> Vec<ImageReference> {
    all_images(text)
        .into_iter()
        .filter(|reference| reference.place != Place::Remote)
        .collect()
}

/// Where a reference leads, by its form alone.
pub fn place_of(written: &str) -> Place {
    static SCHEME: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"^[A-Za-z][A-Za-z0-9+.-]+:").ok());
    let written = written.trim();
    let has_scheme = SCHEME
        .as_ref()
        .is_some_and(|scheme| scheme.is_match(written));
    if written.is_empty()
        || written.starts_with('#')
        || written.starts_with("//")
        || written.contains("{{")
        || written.contains("{%")
        || has_scheme
    {
        // A `file:` address leads to this machine, not to the net.
        let local = written.to_ascii_lowercase().starts_with("file:");
        return if local { Place::Outside } else { Place::Remote };
    }
    let address = written.split(['?', '#']).next().unwrap_or(written);
    let path = percent_decoded(address);
    let escapes = path.split('/').any(|part| part == "..")
        || path.contains(['\0', '\\', '\u{fffd}'])
        || path.starts_with('~')
        || path.as_bytes().get(1) == Some(&b':');
    if escapes {
        return Place::Outside;
    }
    let parts: Vec<&str> = path
        .split('/')
        .filter(|part| !part.is_empty() && *part != ".")
        .collect();
    let normal = parts.join("/");
    if path.starts_with('/') {
        Place::Site(normal)
    } else {
        Place::Beside(normal)
    }
}

fn covers(post: &Post<'_>) -> Vec<ImageReference> {
    let start = post.yaml_start();
    COVER_KEYS
        .iter()
        .filter_map(|key| {
            let node = post.node(key)?;
            let faircopy_entry::psych::Value::Text(written) = &node.value else {
                return None;
            };
            let span = start + node.span.start..start + node.span.end;
            (!written.trim().is_empty()).then(|| ImageReference {
                written: written.clone(),
                line: post.line_of(span.start),
                span,
                role: ImageRole::Cover {
                    key: (*key).to_owned(),
                },
                place: place_of(written),
            })
        })
        .collect()
}

fn inline(post: &Post<'_>) -> Vec<ImageReference> {
    let body = post.body();
    if !body.contains("![") && !body.contains("<img") && !body.contains("<IMG") {
        return Vec::new();
    }
    let quiet = quiet_ranges(body);
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
    found.extend(markdown_images(body));
    found.extend(html_images(body));
    let labels = used_labels(body, &quiet);
    found.extend(definitions(body, &labels));
    found
        .into_iter()
        .filter(|(span, _)| !quiet.iter().any(|range| range.contains(&span.start)))
        .map(|(span, alt)| {
            let written = body[span.clone()].to_owned();
            let span = post.split.body + span.start..post.split.body + span.end;
            ImageReference {
                place: place_of(&written),
                line: post.line_of(span.start),
                written,
                span,
                role: ImageRole::Inline { alt },
            }
        })
        .collect()
}

/// The parts of a body in which nothing is an image: code, comments, raw Liquid.
fn quiet_ranges(body: &str) -> Vec<Range<usize>> {
    static LIQUID: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let block = |name: &str| format!(r"\{{%-?\s*{name}\b.*?%\}}.*?\{{%-?\s*end{name}\s*-?%\}}");
        let blocks = ["raw", "highlight", "comment"].map(block).join("|");
        Regex::new(&format!(r"(?s){blocks}|<!--.*?-->")).ok()
    });
    let mut ranges: Vec<Range<usize>> = LIQUID
        .as_ref()
        .map(|pattern| pattern.find_iter(body).map(|hit| hit.range()).collect())
        .unwrap_or_default();
    ranges.extend(code_ranges(body));
    ranges
}

/// The code spans and code blocks of a body.
pub(crate) fn code_ranges(body: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut block_start = None;
    for (event, range) in Parser::new(body).into_offset_iter() {
        match event {
            Event::Code(_) => ranges.push(range),
            Event::Start(Tag::CodeBlock(_)) => block_start = Some(range.start),
            Event::End(TagEnd::CodeBlock) => {
                ranges.push(block_start.take().unwrap_or(range.start)..range.end);
            }
            _ => {}
        }
    }
    ranges
}

fn markdown_images(body: &str) -> Vec<(Range<usize>, String)> {
    static IMAGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let target =
            r"<([^<>\n]*)>|((?:[^\s()<>]|\([^\s()]*\)|\{\{.*?\}\})(?:[^()\n]|\([^()\n]*\))*?)";
        let title = r#"(?:\s+(?:"[^"]*"|'[^']*'))?"#;
        Regex::new(&format!(r"!\[([^\]]*)\]\(\s*(?:{target}){title}\s*\)")).ok()
    });
    let Some(pattern) = IMAGE.as_ref() else {
        return Vec::new();
    };
    pattern
        .captures_iter(body)
        .filter_map(|parts| {
            let target = parts.get(2).or_else(|| parts.get(3))?;
            Some((target.range(), parts[1].to_owned()))
        })
        .collect()
}

fn html_images(body: &str) -> Vec<(Range<usize>, String)> {
    static TAG: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r#"(?is)<img\b(?:[^>"']|"[^"]*"|'[^']*')*>"#).ok());
    static SOURCE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r#"(?is)\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"#).ok()
    });
    static ALT: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r#"(?is)\salt\s*=\s*(?:"([^"]*)"|'([^']*)')"#).ok());
    let (Some(tag), Some(source), Some(alt)) = (TAG.as_ref(), SOURCE.as_ref(), ALT.as_ref()) else {
        return Vec::new();
    };
    tag.find_iter(body)
        .filter_map(|hit| {
            let parts = source.captures(hit.as_str())?;
            let value = (1..=3).find_map(|index| parts.get(index))?;
            let text = alt
                .captures(hit.as_str())
                .and_then(|parts| parts.get(1).or_else(|| parts.get(2)))
                .map_or("", |text| text.as_str());
            let span = hit.start() + value.start()..hit.start() + value.end();
            Some((span, text.to_owned()))
        })
        .collect()
}

/// Labels of `![alt][label]` and `![label][]`, in small letters, with the alternative text.
fn used_labels(body: &str, quiet: &[Range<usize>]) -> Vec<(String, String)> {
    static USE: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"!\[([^\]]*)\](?:\[([^\]]*)\])?").ok());
    let Some(pattern) = USE.as_ref() else {
        return Vec::new();
    };
    pattern
        .captures_iter(body)
        .filter(|parts| {
            let start = parts.get(0).map_or(0, |hit| hit.start());
            !quiet.iter().any(|range| range.contains(&start))
        })
        .map(|parts| {
            let alt = parts[1].to_owned();
            let label = parts.get(2).map_or("", |label| label.as_str());
            let label = if label.is_empty() { &alt } else { label };
            (label.to_lowercase(), alt)
        })
        .collect()
}

fn definitions(body: &str, labels: &[(String, String)]) -> Vec<(Range<usize>, String)> {
    static DEFINITION: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?m)^ {0,3}\[([^\]\n]+)\]:[ \t]*<?([^\s<>]+)>?").ok());
    let Some(pattern) = DEFINITION.as_ref() else {
        return Vec::new();
    };
    pattern
        .captures_iter(body)
        .filter_map(|parts| {
            let name = parts[1].to_lowercase();
            let (_, alt) = labels.iter().find(|(label, _)| *label == name)?;
            Some((parts.get(2)?.range(), alt.clone()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_of_an_entry() {
        let check = |text: &str, wanted: &[&str]| {
            let found = referenced_images(text);
            for reference in &found {
                if matches!(reference.role, ImageRole::Inline { .. }) {
                    assert_eq!(&text[reference.span.clone()], reference.written);
                }
            }
            let written: Vec<_> = found.iter().map(|found| found.written.as_str()).collect();
            assert_eq!(written, wanted, "{text}");
        };
        check("---\nimage: a.png\n---\n![x](b.png)", &["a.png", "b.png"]);
        check("---\nimage:\n  path: \"a.png\"\n---\n", &["a.png"]);
        check("---\nheader: {image: a.png}\n---\n", &["a.png"]);
        check(
            "![a](b.png \"title\") ![c]( <d e.png> )",
            &["b.png", "d e.png"],
        );
        check("![a](b c.png) ![](x(1).png)", &["b c.png", "x(1).png"]);
        check(
            "<img alt='q' src=\"b.png\">\n<IMG\nsrc=c.png>",
            &["b.png", "c.png"],
        );
        check("![a][pic]\n\n[pic]: p.png 'x'\n[link]: l.html", &["p.png"]);
        check("![pic]\n\n[Pic]: <p.png>", &["p.png"]);
        check(
            "`![a](b.png)`\n\n    ![a](b.png)\n\n```\n![a](b.png)\n```\n",
            &[],
        );
        check("<!-- ![a](b.png) --> {% raw %}![a](b.png){% endraw %}", &[]);
        check(
            "![a](http://x/b.png) ![a]({{ site.baseurl }}/b.png) ![](data:x)",
            &[],
        );
        check("[![a](b.png)](http://x)", &["b.png"]);
    }

    #[test]
    fn references_lead_somewhere() {
        let beside = |path: &str| Place::Beside(path.into());
        let check =
            |written: &str, wanted: Place| assert_eq!(place_of(written), wanted, "{written}");
        check("images/a.png", beside("images/a.png"));
        check("./images//a%20b.png?x#y", beside("images/a b.png"));
        check("/images/a.png", Place::Site("images/a.png".into()));
        check("https://x/a.png", Place::Remote);
        check("//x/a.png", Place::Remote);
        for outside in [
            "../../etc/passwd",
            "a/../../b",
            "%2e%2e/a.png",
            "..\\a.png",
            "C:/a.png",
            "~/a.png",
            "a%00.png",
            "file:///etc/passwd",
            "/../a.png",
        ] {
            check(outside, Place::Outside);
        }
    }
}
