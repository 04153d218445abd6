//! The dates that an entry may carry.
//!
//! Source of the rule: Jekyll 4.3 hands what YAML read to Ruby's `Time.parse`. Here are the forms
//! that Jekyll documents and their common variants; `Time.parse` guesses at more, which are not
//! relied upon.

use std::sync::LazyLock;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;
use regex::Regex;

/// A date as the author wrote it: perhaps without a time, perhaps without an offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PostDate {
    /// The day.
    pub date: Date,
    /// The time of day, to the second or finer.
    pub time: Option<Time>,
    /// The offset from UTC; without one Jekyll takes the `timezone` of the blog.
    pub offset: Option<Offset>,
}

/// A day and time at a known offset: a point on the time line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    /// Day and time on the wall.
    pub civil: DateTime,
    /// The offset from UTC.
    pub offset: Offset,
}

impl Moment {
    /// The point on the time line; `None` outside of the years that jiff knows.
    pub fn timestamp(self) -> Option<jiff::Timestamp> {
        self.offset.to_timestamp(self.civil).ok()
    }
}

impl PostDate {
    /// Fills what the author left out: midnight, and the blog's own offset.
    pub fn moment(self, blog_offset: Offset) -> Moment {
        let time = self.time.unwrap_or(Time::midnight());
        Moment {
            civil: self.date.to_datetime(time),
            offset: self.offset.unwrap_or(blog_offset),
        }
    }

    /// The day in the form `YYYY-MM-DD`.
    pub fn day(self) -> String {
        self.date.to_string()
    }
}

static FORM: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^\s*(\d{4})[-/](\d{1,2})[-/](\d{1,2})",
        r"(?:(?:[Tt]|\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?",
        r"(?:\s*([Zz]|UTC|GMT)|\s*([-+])(\d{1,2}):?(\d{2})?)?)?\s*$"
    ))
    .ok()
});

/// Reads a date such as `2024-01-01`, `2024-01-01 10:00`, `2024-01-01T10:00:00Z` or
/// `2024-01-01 10:00:00 +05:30`; `None` for anything else and for days that do not exist.
pub fn parse(text: &str) -> Option<PostDate> {
    let captures = FORM.as_ref()?.captures(text)?;
    let part = |index: usize| captures.get(index).map(|part| part.as_str());
    let small = |index: usize| part(index).and_then(|digits| digits.parse::<i8>().ok());
    let year = part(1)?.parse().ok()?;
    let date = Date::new(year, small(2)?, small(3)?).ok()?;
    let Some(hour) = small(4) else {
        return Some(PostDate {
            date,
            time: None,
            offset: None,
        });
    };
    let second = small(6).unwrap_or(0);
    let time = Time::new(hour, small(5)?, second, nanoseconds(part(7))).ok()?;
    let offset = match (part(8), part(9)) {
        (Some(_), _) => Some(Offset::UTC),
        (None, Some(sign)) => Some(offset(sign, part(10)?, part(11))?),
        (None, None) => None,
    };
    Some(PostDate {
        date,
        time: Some(time),
        offset,
    })
}

/// How much of a wrong date is repeated, in characters.
const LONGEST: usize = 20;

/// Why a text is no date that Jekyll reads with certainty, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{told}” is no date; write 2026-11-24 or 2026-11-24 18:05")]
pub struct NoDate {
    /// The text, or how it begins.
    told: String,
}

/// Reads a date as [`parse`] does.
///
/// # Errors
/// [`NoDate`] where it is none.
pub fn read(text: &str) -> Result<PostDate, NoDate> {
    parse(text).ok_or_else(|| {
        let mut told: String = text.chars().take(LONGEST).collect();
        if text.chars().nth(LONGEST).is_some() {
            told.push('…');
        }
        NoDate { told }
    })
}

fn nanoseconds(fraction: Option<&str>) -> i32 {
    let digits: String = fraction
        .unwrap_or("")
        .chars()
        .chain("000000000".chars())
        .take(9)
        .collect();
    digits.parse().unwrap_or(0)
}

fn offset(sign: &str, hours: &str, minutes: Option<&str>) -> Option<Offset> {
    let hours: i32 = hours.parse().ok()?;
    let minutes: i32 = minutes.unwrap_or("0").parse().ok()?;
    let seconds = hours * 3600 + minutes * 60;
    Offset::from_seconds(if sign == "-" { -seconds } else { seconds }).ok()
}
