//! The series that entries belong to.

/// One series of entries, such as "Research Diary".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesSummary {
    /// Its name, as the latest entry writes it.
    pub name: String,
    /// The number that the next entry gets.
    pub next: u32,
    /// The path of the entry with the highest number.
    pub last: String,
}

/// Two spellings are one series when they differ in case or blanks only.
pub(crate) fn key(name: &str) -> String {
    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}
