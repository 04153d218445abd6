//! The moment that a date in front matter means to Jekyll.
//!
//! Psych turns an unquoted `2026-11-23` into a day and `2026-11-23 18:05:00` into a moment in
//! UTC; anything else stays text, which Jekyll gives to Ruby's `Time.parse`, and that takes the
//! site's zone where none is written.

use std::sync::LazyLock;

use faircopy_entry::psych::Value;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ZonedDateTime};
use regex::{Captures, Regex};

/// A date as written, before the site's zone is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// One moment everywhere.
    Fixed(Timestamp),
    /// What the clock shows in the zone of the site.
    Local(DateTime),
}

impl Moment {
    /// The moment on the clocks of a zone; nothing beyond the range of dates.
    pub fn in_zone(self, zone: &TimeZone) -> Option<ZonedDateTime> {
        match self {
            Moment::Fixed(timestamp) => Some(timestamp.to_zoned_datetime(zone.clone())),
            Moment::Local(datetime) => datetime.to_zoned_datetime(zone.clone()).ok(),
        }
    }
}

/// The moment a value of front matter means; nothing where it is no date that we can read.
pub fn of_value(value: &Value) -> Option<Moment> {
    match value {
        Value::Date(text) | Value::Text(text) => of_text(text, false),
        Value::Time(text) => of_text(text, true),
        _ => None,
    }
}

/// Reads the forms of a date that authors write: by numbers, or with an English month.
///
/// `utc` says what a time without a zone means: UTC, or the site's own.
pub fn of_text(text: &str, utc: bool) -> Option<Moment> {
    static BY_NUMBERS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let date = r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})";
        Regex::new(&format!(r"^\s*{date}{TIME}\s*$")).ok()
    });
    static DAY_FIRST: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let date =
            r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[ -](?P<name>[A-Za-z]{3,9})\.?,?[ -](?P<year>\d{4})";
        Regex::new(&format!(r"^\s*(?:[A-Za-z]{{3,9}},?\s+)?{date}{TIME}\s*$")).ok()
    });
    static MONTH_FIRST: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let date = r"(?P<name>[A-Za-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})";
        Regex::new(&format!(r"^\s*(?:[A-Za-z]{{3,9}},?\s+)?{date}{TIME}\s*$")).ok()
    });
    [&*BY_NUMBERS, &*DAY_FIRST, &*MONTH_FIRST]
        .into_iter()
        .flatten()
        .find_map(|form| form.captures(text))
        .and_then(|parts| from_parts(&parts, utc))
}

/// A time and a zone, both optional; Ruby passes over a year between them.
const TIME: &str = r"(?:(?:[Tt]|,?\s+)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d*)?)?\s*(?P<half>[AaPp][Mm])?\s*(?:\d{4}\s+)?(?P<zone>Z|UTC|GMT|[ECMP][SD]T|[-+]\d{1,2}(?::?\d{2})?)?)?";

fn from_parts(parts: &Captures<'_>, utc: bool) -> Option<Moment> {
    let number = |name: &str| parts.name(name).map(|found| found.as_str().parse::<i16>());
    let year = number("year")?.ok()?;
    let month = match parts.name("name") {
        Some(name) => month_of(name.as_str())?,
        None => number("month")?.ok()?,
    };
    let date = crate::url::date_of(year, month, number("day")?.ok()?)?;
    let Some(hour) = number("hour") else {
        return Some(Moment::Local(date.at(0, 0, 0, 0)));
    };
    let half = parts
        .name("half")
        .map(|half| half.as_str().to_ascii_lowercase());
    let hour = match (hour.ok()?, half.as_deref()) {
        (12, Some("am")) => 0,
        (hour, Some("pm")) if hour < 12 => hour + 12,
        (hour, _) => hour,
    };
    let minute = number("minute")?.ok()?;
    let second = number("second").transpose().ok()?.unwrap_or(0);
    let datetime = date.to_datetime(
        jiff::civil::Time::new(
            i8::try_from(hour).ok()?,
            i8::try_from(minute).ok()?,
            i8::try_from(second.min(59)).ok()?,
            0,
        )
        .ok()?,
    );
    let seconds = match parts.name("zone") {
        Some(zone) => offset_seconds(zone.as_str())?,
        None if utc => 0,
        None => return Some(Moment::Local(datetime)),
    };
    let offset = Offset::from_seconds(seconds).ok()?;
    Some(Moment::Fixed(offset.to_timestamp(datetime).ok()?))
}

fn month_of(name: &str) -> Option<i16> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let name = name.to_ascii_lowercase();
    let index = MONTHS.iter().position(|month| month.starts_with(&name))?;
    i16::try_from(index + 1).ok()
}

/// Seconds east of UTC of a zone as `Time.parse` knows it.
fn offset_seconds(zone: &str) -> Option<i32> {
    let hours = match zone {
        "Z" | "UTC" | "GMT" => 0,
        "EDT" => -4,
        "EST" | "CDT" => -5,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" => -8,
        signed => {
            let sign = if signed.starts_with('-') { -1 } else { 1 };
            let digits: String = signed.chars().filter(char::is_ascii_digit).collect();
            let (hours, minutes) = match digits.len() {
                1 | 2 => (digits.parse::<i32>().ok()?, 0),
                length => {
                    let (hours, minutes) = digits.split_at(length - 2);
                    (hours.parse::<i32>().ok()?, minutes.parse::<i32>().ok()?)
                }
            };
            return Some(sign * (hours * 3600 + minutes * 60));
        }
    };
    Some(hours * 3600)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_mean_what_ruby_takes_them_for() {
        let zone = TimeZone::get("Asia/Kolkata").unwrap();
        let check = |text: &str, utc: bool, wanted: &str| {
            let found = of_text(text, utc).and_then(|moment| moment.in_zone(&zone));
            let found = found.map(|date| date.strftime("%Y-%m-%d %H:%M:%S").to_string());
            assert_eq!(found.as_deref().unwrap_or("none"), wanted, "{text}");
        };
        check("2026-11-23", false, "2026-11-23 00:00:00");
        check("2026-11-23 18:05", false, "2026-11-23 18:05:00");
        check("2026-11-23 18:05:00", true, "2026-11-23 23:35:00");
        check("2026-11-23T18:05:00Z", true, "2026-11-23 23:35:00");
        check("2026-11-23 23:30:00 -0500", true, "2026-11-24 10:00:00");
        check("2026-11-23 18:05 +05:30", false, "2026-11-23 18:05:00");
        check("November 23, 2026", false, "2026-11-23 00:00:00");
        check("23 Nov 2026 6:05 pm", false, "2026-11-23 18:05:00");
        check(
            "Mon, 23 Nov 2026 10:00:00 EST",
            false,
            "2026-11-23 20:30:00",
        );
        check(
            "2026-11-23 18:30:22 2026 -0800",
            false,
            "2026-11-24 08:00:22",
        );
        check("2026/02/30", false, "2026-03-02 00:00:00");
        check("tomorrow", false, "none");
        check("2026-11-23 25:00", false, "none");
    }
}
