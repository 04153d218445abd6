//! ARCHITECTURE.md says what is true: each invariant has a test, each dependency a reason.

use super::{Tracked, rings};
use serde_json::Value;
use std::collections::BTreeSet;

const DOCUMENT: &str = "ARCHITECTURE.md";

/// Checks the two tables of ARCHITECTURE.md.
///
/// Invariants: rows of the table below a heading with "Invariants"; the last cell names the tests in
/// backquotes. Dependencies: rows of any table below a heading with "Dependencies"; the first cell
/// names the crates or npm packages in backquotes.
pub fn check(files: &[Tracked], metadata: &Value) -> Vec<String> {
    let Some(document) = files.iter().find(|file| file.path == DOCUMENT) else {
        return vec![format!("{DOCUMENT} is missing")];
    };
    let mut faults = check_invariants(&document.text, files);
    let reasons: BTreeSet<&str> = rows_below(&document.text, "Dependencies")
        .filter_map(|cells| cells.first().copied())
        .flat_map(quoted)
        .collect();
    for name in dependencies(files, metadata) {
        if !reasons.contains(name.as_str()) {
            faults.push(format!(
                "{DOCUMENT}: no row of Dependencies says why `{name}` is used"
            ));
        }
    }
    faults
}

fn check_invariants(text: &str, files: &[Tracked]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut any = false;
    for cells in rows_below(text, "Invariants") {
        any = true;
        let tests: Vec<&str> = cells
            .last()
            .copied()
            .map(quoted)
            .into_iter()
            .flatten()
            .collect();
        if tests.is_empty() {
            faults.push(format!(
                "{DOCUMENT}: the invariant {:?} names no test",
                cells[0]
            ));
        }
        for test in tests {
            // A path says where the test is; its last part is the test.
            let name = test.rsplit("::").next().unwrap_or(test);
            if !exists(name, files) {
                faults.push(format!("{DOCUMENT}: there is no test `{test}`"));
            }
        }
    }
    if !any {
        faults.push(format!(
            "{DOCUMENT}: no table below a heading with \"Invariants\""
        ));
    }
    faults
}

fn exists(name: &str, files: &[Tracked]) -> bool {
    let function = format!("fn {name}(");
    let titles = [format!("(\"{name}\""), format!("('{name}'")];
    files.iter().any(|file| {
        file.ends_with(&[".rs"]) && file.text.contains(&function)
            || file.ends_with(&[".test.ts"]) && titles.iter().any(|title| file.text.contains(title))
            // A rule that a lint or another file of the house keeps is named by that file.
            || name.contains('/') && file.path == name
    })
}

/// Cells of the table rows in the sections whose heading holds a word; heads and rules of tables are left out.
fn rows_below<'a>(text: &'a str, word: &str) -> impl Iterator<Item = Vec<&'a str>> {
    let mut below = None;
    let mut rows: Vec<Vec<&str>> = Vec::new();
    for line in text.lines() {
        let depth = line.bytes().take_while(|byte| *byte == b'#').count();
        if depth > 0 && line[depth..].starts_with(' ') {
            let inside = below.is_some_and(|outer| depth > outer);
            if line.contains(word) {
                below = Some(depth);
            } else if !inside {
                below = None;
            }
        } else if below.is_some() && line.starts_with('|') {
            let row = line.trim().trim_matches('|');
            if row
                .chars()
                .all(|letter| matches!(letter, '-' | ':' | '|' | ' '))
            {
                // The rule of a table: the row before it was its head.
                rows.pop();
            } else {
                rows.push(row.split('|').map(str::trim).collect());
            }
        }
    }
    rows.into_iter()
}

fn quoted(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

/// Names of all direct dependencies that are not ours.
fn dependencies(files: &[Tracked], metadata: &Value) -> BTreeSet<String> {
    let own: BTreeSet<&str> = rings::members(metadata)
        .filter_map(|member| member["name"].as_str())
        .collect();
    let mut names: BTreeSet<String> = rings::members(metadata)
        .flat_map(rings::used_names)
        .filter(|name| !own.contains(name))
        .map(str::to_owned)
        .collect();
    let package = files.iter().find(|file| file.path == "ui/package.json");
    let package: Value = package
        .and_then(|file| serde_json::from_str(&file.text).ok())
        .unwrap_or_default();
    for list in ["dependencies", "devDependencies"] {
        names.extend(
            package[list]
                .as_object()
                .into_iter()
                .flatten()
                .map(|(name, _)| name.clone()),
        );
    }
    names
}

#[cfg(test)]
mod tests {
    use super::{Tracked, check};
    use serde_json::{Value, json};

    const DOCUMENT: &str = "\
# Architecture
## Invariants
| never | owner | test |
|---|---|---|
| core reads a file | `core` | `core_reads_nothing` |
## Dependencies
| crate | why |
|:--|:--|
| `regex`, `jiff` | matching, dates |
## Other
| `not` | a | row |
";

    fn faults(document: &str, source: &str, used: &[&str]) -> Vec<String> {
        let tracked = |path: &str, text: &str| Tracked {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        let used: Vec<Value> = used.iter().map(|name| json!({ "name": name })).collect();
        let metadata = json!({"packages": [{"name": "ours", "dependencies": used}]});
        check(
            &[
                tracked("ARCHITECTURE.md", document),
                tracked("src/lib.rs", source),
            ],
            &metadata,
        )
    }

    #[test]
    fn every_invariant_names_a_test_that_exists() {
        assert_eq!(
            faults(DOCUMENT, "fn core_reads_nothing() {}", &[]),
            Vec::<String>::new()
        );
        assert_eq!(
            faults(DOCUMENT, "fn another() {}", &[]),
            ["ARCHITECTURE.md: there is no test `core_reads_nothing`"]
        );
        let bare = DOCUMENT.replace("`core_reads_nothing`", "none yet");
        assert_eq!(faults(&bare, "", &[]).len(), 1);
    }

    #[test]
    fn every_dependency_has_a_reason() {
        let source = "fn core_reads_nothing() {}";
        assert_eq!(
            faults(DOCUMENT, source, &["regex", "jiff", "ours"]),
            Vec::<String>::new()
        );
        assert_eq!(
            faults(DOCUMENT, source, &["not"]),
            ["ARCHITECTURE.md: no row of Dependencies says why `not` is used"]
        );
    }
}
