//! Entries that belong together by their titles: "Research Diary 2: Machine Learning".
//!
//! The rule is Faircopy's own: a name, a number in the digits 0 to 9, and perhaps a topic after a
//! colon or a dash between blanks.

use std::sync::LazyLock;

use regex::Regex;

/// One entry's place in a series.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Series {
    /// What the entries have in common, such as `Research Diary`.
    pub name: String,
    /// The number of this one.
    pub number: u32,
    /// What this one is about.
    pub topic: Option<String>,
}

/// Digits at most, so that a year with a topic is a number and a telephone number is none.
const FORM: &str = r"^(?P<name>.*?\p{L}.*?)\s*(?P<mark>[,:(–—-]?\s*(?:[Pp]art|[Nn]o\.?|[Ee]pisode|[Cc]hapter|[Vv]ol\.?)\s*|#\s*|\s)(?P<number>[0-9]{1,6})\)?(?:\s*:\s*|\s+[-–—]\s+|\s*$)(?P<topic>.*)$";

static TITLE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(FORM).ok());
static BARE_PART: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?P<name>[Pp]art|[Ee]pisode|[Cc]hapter)\s+(?P<number>[0-9]{1,6})(?:\s*:\s*|\s+[-–—]\s+|\s*$)(?P<topic>.*)$").ok()
});

/// Finds name, number and topic in a title; `None` when it names no number that way.
pub fn recognise(title: &str) -> Option<Series> {
    let title = title.trim();
    let captures = match BARE_PART.as_ref()?.captures(title) {
        Some(captures) => captures,
        None => TITLE.as_ref()?.captures(title)?,
    };
    let number = captures.name("number")?.as_str().parse().ok()?;
    let name = captures
        .name("name")?
        .as_str()
        .trim()
        .trim_end_matches([',', ':', '-', '–', '—', '('])
        .trim_end();
    let topic = captures.name("topic")?.as_str().trim();
    let topic = (!topic.is_empty()).then(|| topic.to_owned());
    (!name.is_empty()).then(|| Series {
        name: name.to_owned(),
        number,
        topic,
    })
}

/// The number after the highest one that the titles give the series; 1 for a new series.
///
/// Names are compared without regard to case.
pub fn next_number<'title>(titles: impl Iterator<Item = &'title str>, name: &str) -> u32 {
    let wanted = name.trim().to_lowercase();
    let numbers = titles
        .filter_map(recognise)
        .filter(|series| series.name.to_lowercase() == wanted);
    numbers
        .map(|series| series.number)
        .max()
        .map_or(1, |highest| highest.saturating_add(1))
}

/// Writes a title: `Research Diary 3: Topic`, or without the topic `Research Diary 3`.
pub fn title(series: &Series) -> String {
    match &series.topic {
        Some(topic) => format!("{} {}: {topic}", series.name, series.number),
        None => format!("{} {}", series.name, series.number),
    }
}
