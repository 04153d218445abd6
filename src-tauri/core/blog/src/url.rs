//! Where a post will be found once Jekyll has built the blog.
//!
//! Follows Jekyll 4.3: `lib/jekyll/url.rb`, `lib/jekyll/drops/url_drop.rb` and
//! `Utils.slugify`. The templates' built-in styles are spelt out by [`crate::config`].

use std::fmt::Write;
use std::sync::LazyLock;

use jiff::ZonedDateTime;
use jiff::civil::Date;
use regex::Regex;

use crate::config::SiteConfig;

/// What the address of a post is made from.
#[derive(Debug, Clone)]
pub struct Address<'a> {
    /// The name of the file in `_posts`, with its date and extension.
    pub file_name: &'a str,
    /// `slug` of the front matter, where it is set.
    pub slug: Option<&'a str>,
    /// `permalink` of the front matter, where it is set.
    pub permalink: Option<&'a str>,
    /// The categories as Jekyll joins them, in order, each once.
    pub categories: &'a [String],
    /// The post's date in the zone of the site.
    pub date: &'a ZonedDateTime,
}

/// Why a post has no address; Jekyll's build stops there too.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UrlError {
    /// The template names something that Jekyll does not know.
    #[error("the permalink `{template}` has the unknown placeholder `:{name}`")]
    UnknownPlaceholder {
        /// The whole template.
        template: String,
        /// The unknown name, without its colon.
        name: String,
    },
}

/// The address of a page within its site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageUrl {
    /// From the site's root, with a slash in front, without `baseurl`; percent-encoded.
    pub path: String,
}

impl PageUrl {
    /// The file that Jekyll writes, relative to `_site`.
    ///
    /// Source: `destination` in `lib/jekyll/document.rb`.
    pub fn built_file(&self) -> String {
        let path = percent_decoded(&self.path);
        let path = path.trim_start_matches('/');
        if self.path.ends_with('/') {
            format!("{path}index.html")
        } else if path
            .rsplit_once('.')
            .is_some_and(|(_, extension)| extension == "html")
        {
            path.to_owned()
        } else {
            format!("{path}.html")
        }
    }

    /// The address as a reader types it: `url`, `baseurl` and path.
    pub fn public(&self, config: &SiteConfig) -> String {
        format!("{}{}{}", config.url, config.baseurl, self.path)
    }
}

/// The address of a post in a blog with these settings.
///
/// # Errors
/// When the permalink has a placeholder that Jekyll does not know.
pub fn page_url(config: &SiteConfig, address: &Address<'_>) -> Result<PageUrl, UrlError> {
    let template = address.permalink.unwrap_or(&config.permalink);
    Ok(PageUrl {
        path: sanitized(&filled(template, address)?),
    })
}

/// How [`slugified`] treats a text; Jekyll's modes of the same names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlugMode {
    /// Letters, marks and digits stay, the rest becomes hyphens; small letters.
    Default,
    /// As above, but `._~!$&'()+,;=@` and capitals stay as well.
    PrettyCased,
}

/// `Jekyll::Utils.slugify`.
pub fn slugified(text: &str, mode: SlugMode) -> String {
    static DEFAULT: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"[^\p{M}\p{L}\p{Nd}]+").ok());
    static PRETTY: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"[^\p{M}\p{L}\p{Nd}._~!$&'()+,;=@]+").ok());
    let pattern = match mode {
        SlugMode::Default => &*DEFAULT,
        SlugMode::PrettyCased => &*PRETTY,
    };
    let hyphened = match pattern {
        Some(pattern) => pattern.replace_all(text, "-").into_owned(),
        None => text.to_owned(),
    };
    let trimmed = hyphened.strip_prefix('-').unwrap_or(&hyphened);
    let trimmed = trimmed.strip_suffix('-').unwrap_or(trimmed);
    match mode {
        SlugMode::Default => lowercase(trimmed),
        SlugMode::PrettyCased => trimmed.to_owned(),
    }
}

/// Ruby's `downcase`, which knows no final sigma.
fn lowercase(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// The date, slug and extension in a file name that Jekyll takes for a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostName<'a> {
    /// The date, where it is one that Ruby's `Time.parse` accepts.
    pub date: Option<Date>,
    /// What stands between date and extension, without full stops at its end.
    pub slug: &'a str,
    /// The extension with its full stop.
    pub extension: &'a str,
}

/// Reads a file name as `DATE_FILENAME_MATCHER` of `lib/jekyll/document.rb` does.
///
/// Nothing when Jekyll would not take the file for a post.
pub fn post_name(file_name: &str) -> Option<PostName<'_>> {
    static NAME: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"^(\d{2,4})-(\d{1,2})-(\d{1,2})-([^/\n]*)(\.[^.\n]+)$").ok());
    let parts = NAME.as_ref()?.captures(file_name)?;
    let number = |index: usize| parts.get(index)?.as_str().parse::<i16>().ok();
    Some(PostName {
        date: date_of(number(1)?, number(2)?, number(3)?),
        slug: parts.get(4)?.as_str().trim_end_matches('.'),
        extension: parts.get(5)?.as_str(),
    })
}

/// Ruby's `Time.local`: two-digit years are near ours, the 30th of February is a day in March.
pub(crate) fn date_of(year: i16, month: i16, day: i16) -> Option<Date> {
    let year = match year {
        0..=68 => year + 2000,
        69..=99 => year + 1900,
        _ => year,
    };
    if !(1..=31).contains(&day) {
        return None;
    }
    let first = Date::new(year, i8::try_from(month).ok()?, 1).ok()?;
    first
        .checked_add(jiff::Span::new().days(i64::from(day) - 1))
        .ok()
}

fn filled(template: &str, address: &Address<'_>) -> Result<String, UrlError> {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(colon) = rest.find(':') {
        out.push_str(&rest[..colon]);
        let after = &rest[colon + 1..];
        let length = after
            .bytes()
            .take_while(|byte| byte.is_ascii_lowercase() || *byte == b'_')
            .count();
        if length == 0 {
            out.push(':');
            rest = after;
            continue;
        }
        let written = &after[..length];
        let name = written.strip_suffix('_').unwrap_or(written);
        let value = placeholder(name, address).ok_or_else(|| UrlError::UnknownPlaceholder {
            template: template.to_owned(),
            name: name.to_owned(),
        })?;
        out.push_str(&escaped(&value));
        out.push_str(&written[name.len()..]);
        rest = &after[length..];
    }
    out.push_str(rest);
    Ok(out)
}

fn placeholder(name: &str, address: &Address<'_>) -> Option<String> {
    if let Some(format) = date_format(name) {
        return Some(address.date.strftime(format).to_string());
    }
    let stem = stem(address.file_name);
    let slug = || match (address.slug, post_name(address.file_name)) {
        (Some(slug), _) => slug,
        (None, Some(name)) => name.slug,
        (None, None) => stem,
    };
    Some(match name {
        "collection" => "posts".to_owned(),
        "name" => slugified(stem, SlugMode::Default),
        "title" => slugified(slug(), SlugMode::PrettyCased),
        "slug" => slugified(slug(), SlugMode::Default),
        "categories" => joined_once(address.categories, lowercase),
        "slugified_categories" => joined_once(address.categories, |category| {
            slugified(category, SlugMode::Default)
        }),
        "output_ext" => ".html".to_owned(),
        "path" => format!("/{}", stem.trim_end_matches('.')),
        _ => return None,
    })
}

/// The `strftime` format behind a placeholder, as in `url_drop.rb`.
fn date_format(name: &str) -> Option<&'static str> {
    Some(match name {
        "year" => "%Y",
        "month" => "%m",
        "day" => "%d",
        "hour" => "%H",
        "minute" => "%M",
        "second" => "%S",
        "i_day" => "%-d",
        "i_month" => "%-m",
        "short_month" => "%b",
        "long_month" => "%B",
        "short_year" => "%y",
        "w_year" => "%G",
        "week" => "%V",
        "w_day" => "%u",
        "short_day" => "%a",
        "long_day" => "%A",
        "y_day" => "%j",
        _ => return None,
    })
}

fn stem(file_name: &str) -> &str {
    match file_name.rfind('.') {
        Some(dot) if dot > 0 => &file_name[..dot],
        _ => file_name,
    }
}

fn joined_once(categories: &[String], form: impl Fn(&str) -> String) -> String {
    let mut kept: Vec<String> = Vec::with_capacity(categories.len());
    for category in categories {
        let formed = form(category);
        if !kept.contains(&formed) {
            kept.push(formed);
        }
    }
    kept.join("/")
}

/// `URL.escape_path`, that is, `Addressable::URI.encode` with `#` escaped too.
fn escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// `sanitize_url`: no `..`, no `./`, no runs of slashes.
fn sanitized(url: &str) -> String {
    let url = format!("/{url}").replace("..", "/").replace("./", "");
    let mut out = String::with_capacity(url.len());
    for character in url.chars() {
        if character != '/' || !out.ends_with('/') {
            out.push(character);
        }
    }
    out
}

/// The text behind percent escapes; what is not UTF-8 then is replaced by U+FFFD.
pub fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while index < bytes.len() {
        let escape = bytes.get(index + 1..index + 3).and_then(|hex| {
            let hex = std::str::from_utf8(hex).ok()?;
            u8::from_str_radix(hex, 16).ok()
        });
        if let (b'%', Some(byte)) = (bytes[index], escape) {
            out.push(byte);
            index += 3;
        } else {
            out.push(bytes[index]);
            index += 1;
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_posts() {
        let check = |name: &str, wanted: Option<(&str, &str)>| {
            let found = post_name(name).map(|post| {
                let date = post.date.map(|date| date.to_string()).unwrap_or_default();
                (date, post.slug.to_owned())
            });
            let wanted = wanted.map(|(date, slug)| (date.to_owned(), slug.to_owned()));
            assert_eq!(found, wanted, "{name}");
        };
        check("2024-01-05-a-b.md", Some(("2024-01-05", "a-b")));
        check("24-1-5-x.markdown", Some(("2024-01-05", "x")));
        check("2024-02-30-x.md", Some(("2024-03-01", "x")));
        check("2024-13-01-x.md", Some(("", "x")));
        check("2024-01-01-a...md", Some(("2024-01-01", "a")));
        check("2024-01-01-नमस्ते.md", Some(("2024-01-01", "नमस्ते")));
        check("2024-01-01.md", None);
        check("a-2024-01-01-b.md", None);
        check("2024-01-01-noext", None);
    }

    #[test]
    fn slugs_follow_jekyll() {
        let check = |text: &str, default: &str, pretty: &str| {
            assert_eq!(slugified(text, SlugMode::Default), default);
            assert_eq!(slugified(text, SlugMode::PrettyCased), pretty);
        };
        check(
            "The _config.yml file",
            "the-config-yml-file",
            "The-_config.yml-file",
        );
        check("-- a --", "a", "a");
        check("ΑΣ", "ασ", "ΑΣ");
        check("C++ & C#", "c-c", "C++-&-C");
        check("!!!", "", "!!!");
    }

    #[test]
    fn built_files() {
        let check = |path: &str, file: &str| {
            let url = PageUrl { path: path.into() };
            assert_eq!(url.built_file(), file);
        };
        check("/a/b/", "a/b/index.html");
        check("/a/b", "a/b.html");
        check("/a/b.html", "a/b.html");
        check("/%E0%A4%A8/x.html", "न/x.html");
        check("/", "index.html");
    }
}
