//! What the list shows of one entry.

use faircopy_entry::date::PostDate;
use faircopy_entry::diagnostic::Severity;
use faircopy_entry::{count, date, fields, series, slug};

use crate::change::ReadProblem;

/// One entry as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRow {
    /// Where the file is, relative to the posts folder, parts separated by `/`.
    pub path: String,
    /// The title from front matter; else the slug of the file's name; else the name.
    pub title: String,
    /// The day, `YYYY-MM-DD`, from front matter or else the file's name.
    pub date: Option<String>,
    /// The author as front matter has it.
    pub author: Option<String>,
    /// The image as front matter has it, not looked up.
    pub cover: Option<String>,
    /// The tags as Jekyll reads them.
    pub tags: Vec<String>,
    /// Words in the body.
    pub words: usize,
    /// The series that the title names, and the entry's number in it.
    pub series: Option<(String, u32)>,
    /// Why the entry cannot be read, with its line; `None` where it can.
    pub error: Option<String>,
    /// How many remarks there are on the front matter, errors included.
    pub problems: usize,
}

/// A row, and what is needed to give it another path.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    pub(crate) row: EntryRow,
    /// What front matter says; the file's name fills in what it leaves out.
    title: Option<String>,
    date: Option<String>,
}

impl Held {
    /// The same text under another name.
    pub(crate) fn moved(self, path: String) -> Self {
        let Self { row, title, date } = self;
        named(EntryRow { path, ..row }, title, date)
    }
}

/// The row of an entry with these bytes, for one that is in no folder.
pub fn row(path: &str, bytes: Vec<u8>) -> EntryRow {
    read(path.to_owned(), Ok(bytes)).row
}

/// Reads what the list shows. Never fails: what is wrong stands in the row.
pub(crate) fn read(path: String, bytes: Result<Vec<u8>, ReadProblem>) -> Held {
    let text = match bytes.map(String::from_utf8) {
        Ok(Ok(text)) => text,
        Ok(Err(error)) => {
            let offset = error.utf8_error().valid_up_to();
            let line = line_at(error.as_bytes(), offset);
            return broken(path, format!("line {line}: byte {offset} is not UTF-8"));
        }
        Err(problem) => return broken(path, problem.to_string()),
    };
    let reading = fields::read(&text);
    let fields = reading.fields;
    let counts = count::count(text.get(reading.split.body..).unwrap_or_default());
    let error = reading
        .problems
        .iter()
        .find(|problem| problem.severity == Severity::Error);
    let row = EntryRow {
        path,
        title: String::new(),
        date: None,
        author: fields.author,
        cover: fields.image,
        tags: fields.tags,
        words: counts.words,
        series: None,
        error: error.map(|problem| match problem.line {
            Some(line) => format!("line {line}: {}", problem.message),
            None => problem.message.clone(),
        }),
        problems: reading.problems.len(),
    };
    named(row, fields.title, fields.date.as_deref().and_then(day_of))
}

fn broken(path: String, error: String) -> Held {
    let row = EntryRow {
        path,
        title: String::new(),
        date: None,
        author: None,
        cover: None,
        tags: Vec::new(),
        words: 0,
        series: None,
        error: Some(error),
        problems: 1,
    };
    named(row, None, None)
}

/// Fills in what the file's name says where front matter says nothing.
fn named(row: EntryRow, title: Option<String>, date: Option<String>) -> Held {
    let name = row.path.rsplit('/').next().unwrap_or(&row.path);
    let parsed = slug::parse_file_name(name);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let (name_date, name_title) = match &parsed {
        Some(parsed) => (day_of(&parsed.date), parsed.slug.as_str()),
        None => (None, stem),
    };
    let given = title
        .as_deref()
        .map(str::trim)
        .filter(|title| !title.is_empty());
    let shown = given.unwrap_or(name_title).to_owned();
    let series = given
        .and_then(series::recognise)
        .map(|found| (found.name, found.number));
    let row = EntryRow {
        title: shown,
        date: date.clone().or(name_date),
        series,
        ..row
    };
    Held { row, title, date }
}

/// The day of a date as the author wrote it.
fn day_of(written: &str) -> Option<String> {
    date::parse(written).map(PostDate::day)
}

fn line_at(bytes: &[u8], offset: usize) -> usize {
    bytes[..offset].split(|byte| *byte == b'\n').count()
}
