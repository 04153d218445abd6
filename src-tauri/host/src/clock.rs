//! What time it is.

use jiff::fmt::temporal::Pieces;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

/// The variable that fixes the time, for tests and reproducible runs.
pub const VARIABLE: &str = "FAIRCOPY_NOW";

/// A clock: the system's, or one that stands still.
#[derive(Debug, Clone, Default)]
pub enum Clock {
    /// The system's time in the system's time zone.
    #[default]
    System,
    /// Always this moment.
    Fixed(ZonedDateTime),
}

/// Why [`VARIABLE`] says no time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{VARIABLE} is {value:?}, not a time like 2024-07-11T01:14:00-05:00")]
pub struct ClockError {
    /// What the variable holds.
    pub value: String,
}

impl Clock {
    /// The clock that the environment asks for.
    ///
    /// # Errors
    /// If [`VARIABLE`] is set to what is no time.
    pub fn from_environment() -> Result<Self, ClockError> {
        match std::env::var_os(VARIABLE) {
            None => Ok(Self::System),
            Some(value) => Self::fixed(&value.to_string_lossy()),
        }
    }

    /// A clock that stands at `written`: RFC 3339, or with a zone's name in brackets (RFC 9557).
    ///
    /// # Errors
    /// If that is no time.
    pub fn fixed(written: &str) -> Result<Self, ClockError> {
        let zoned = written
            .parse::<ZonedDateTime>()
            .ok()
            .or_else(|| with_offset(written));
        zoned.map(Self::Fixed).ok_or_else(|| ClockError {
            value: written.to_owned(),
        })
    }

    /// The time now.
    pub fn now(&self) -> ZonedDateTime {
        match self {
            Self::System => ZonedDateTime::now(),
            Self::Fixed(moment) => moment.clone(),
        }
    }
}

/// The time now, by the clock that the environment asks for; by the system's if it asks for
/// nonsense, which is logged.
pub fn now() -> ZonedDateTime {
    let clock = Clock::from_environment().unwrap_or_else(|error| {
        tracing::warn!(%error, "the system's time is taken");
        Clock::System
    });
    clock.now()
}

/// RFC 3339: the offset is kept as written.
fn with_offset(written: &str) -> Option<ZonedDateTime> {
    let moment: Timestamp = written.parse().ok()?;
    let offset = Pieces::parse(written).ok()?.to_numeric_offset()?;
    Some(moment.to_zoned_datetime(TimeZone::fixed(offset)))
}

#[cfg(test)]
mod tests {
    use super::Clock;

    #[test]
    fn a_fixed_clock_stands_at_what_was_written() {
        let check = |written: &str, expected: &str| {
            assert_eq!(Clock::fixed(written).unwrap().now().to_string(), expected);
        };
        check(
            "2024-07-11T01:14:00-05:00",
            "2024-07-11T01:14:00-05:00[-05:00]",
        );
        check("2024-07-11T01:14:00Z", "2024-07-11T01:14:00+00:00[UTC]");
        check(
            "2024-07-11T01:14:00+05:30[Asia/Kolkata]",
            "2024-07-11T01:14:00+05:30[Asia/Kolkata]",
        );
        for nonsense in ["", "now", "2024-07-11"] {
            assert_eq!(Clock::fixed(nonsense).unwrap_err().value, nonsense);
        }
    }
}
