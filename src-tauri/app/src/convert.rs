//! Says the core's values in the contract's terms, field by field.

use faircopy_draft::Whose;
use faircopy_entry::{
    count, date,
    diagnostic::{Diagnostic, Severity},
    fields::Reading,
    psych::{self, Value},
    slug, split,
};
use faircopy_library::EntryRow;
use faircopy_wire as wire;

/// A count as the contract has it; beyond four thousand millions it stays there.
pub fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The size of a body.
pub fn counts(counts: count::Counts) -> wire::Counts {
    wire::Counts {
        words: number(counts.words),
        characters: number(counts.characters),
        minutes: number(counts.minutes),
    }
}

/// A diagnostic of the core.
pub fn finding(diagnostic: &Diagnostic) -> wire::Finding {
    let Diagnostic {
        severity,
        code,
        file,
        line,
        last_line,
        message,
        hint,
        fix,
    } = diagnostic;
    wire::Finding {
        level: match severity {
            Severity::Error => wire::Level::Error,
            Severity::Warning => wire::Level::Warning,
            Severity::Hint => wire::Level::Hint,
        },
        code: (*code).to_owned(),
        file: file.map(str::to_owned),
        line: line.map(number),
        last_line: last_line.map(number),
        message: message.clone(),
        hint: hint.clone(),
        fix: fix.as_ref().map(|fix| fix.title.clone()),
    }
}

/// How one text became another, word by word.
pub fn word_diff(earlier: &str, later: &str) -> wire::WordDiff {
    let (front_before, before) = earlier.split_at(split::split(earlier).body);
    let (front_now, now) = later.split_at(split::split(later).body);
    wire::WordDiff {
        front_matter: if front_before == front_now {
            Vec::new()
        } else {
            pieces(front_before, front_now)
        },
        pieces: pieces(before, now),
    }
}

fn pieces(earlier: &str, later: &str) -> Vec<wire::DiffPiece> {
    let pieces = faircopy_draft::words(earlier, later).into_iter();
    let pieces = pieces.map(|stretch| wire::DiffPiece {
        kind: match stretch.whose {
            Whose::Both => wire::DiffKind::Same,
            Whose::Later => wire::DiffKind::Added,
            Whose::Earlier => wire::DiffKind::Removed,
        },
        text: stretch.text,
    });
    pieces.collect()
}

/// A row of the library.
pub fn row(row: EntryRow, held: Option<wire::SaveState>) -> wire::LibraryRow {
    wire::LibraryRow {
        recovered: faircopy_library::is_recovered_path(&row.path),
        path: row.path,
        title: row.title,
        date: row.date,
        author: row.author,
        cover: row.cover,
        tags: row.tags,
        words: number(row.words),
        series: row.series,
        error: row.error,
        held,
    }
}

/// The front matter of `text` as a form.
pub fn form(reading: &Reading, text: &str, path: &str) -> wire::Form {
    let broken = reading
        .problems
        .iter()
        .find(|problem| problem.severity == Severity::Error);
    let yaml = reading
        .split
        .front_matter
        .as_ref()
        .map(|front_matter| &text[front_matter.yaml.clone()]);
    let name = path.rsplit('/').next().unwrap_or(path);
    wire::Form {
        present: yaml.is_some(),
        fields: reading
            .fields
            .all
            .iter()
            .map(|(key, value)| wire::Field {
                key: key.clone(),
                value: field_value(key, value, yaml.unwrap_or_default()),
            })
            .collect(),
        cover: reading.fields.image.clone(),
        date: reading
            .fields
            .date
            .clone()
            .or_else(|| slug::parse_file_name(name).map(|name| name.date)),
        date_fault: reading.fields.date.as_deref().and_then(date_fault),
        error: broken.map(finding),
    }
}

fn date_fault(text: &str) -> Option<String> {
    date::read(text).err().map(|fault| fault.to_string())
}

/// A value in the form that an edit gives back with the same type: what only looks like a text, or
/// does not fit one line, is shown as YAML.
fn field_value(key: &str, value: &Value, yaml: &str) -> wire::FieldValue {
    match value {
        Value::Bool(flag) => wire::FieldValue::Flag(*flag),
        Value::Int(_) | Value::Float(_) | Value::Date(_) | Value::Time(_) | Value::Map(_) => {
            source_of(key, yaml)
        }
        Value::Text(text) if text.contains('\n') && key != "excerpt" => source_of(key, yaml),
        Value::List(nodes) if key != "tags" && !nodes.iter().all(is_plain_item) => {
            source_of(key, yaml)
        }
        Value::List(nodes) => {
            let items: Option<Vec<String>> =
                nodes.iter().map(|node| node.value.as_text()).collect();
            items.map_or_else(|| source_of(key, yaml), wire::FieldValue::List)
        }
        scalar => wire::FieldValue::Text(scalar.as_text().unwrap_or_default()),
    }
}

/// Whether an item of a list can be told from its neighbours when they stand in one line.
fn is_plain_item(node: &psych::Node) -> bool {
    matches!(&node.value, Value::Text(text) if !text.contains([',', '\n']))
}

/// The YAML of one key's value as the author wrote it.
fn source_of(key: &str, yaml: &str) -> wire::FieldValue {
    let entries = psych::read(yaml).unwrap_or_default();
    let entry = entries.into_iter().rev().find(|entry| entry.key == key);
    let source = entry
        .and_then(|entry| yaml.get(entry.node.span))
        .unwrap_or_default();
    wire::FieldValue::Yaml(source.trim_end().to_owned())
}
