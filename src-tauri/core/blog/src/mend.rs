//! Carries out the fixes that the findings of an entry bring.

use faircopy_entry::diagnostic::{Diagnostic, Severity};
use faircopy_entry::edit::{TextEdit, apply};

/// So many times a text is looked at; each time all that can be put right at once is.
const MAX_ROUNDS: usize = 64;

/// An entry with what could be put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// Its text.
    pub text: String,
    /// What was put right, in the order done; lines are those of the text at that time.
    pub fixed: Vec<Diagnostic>,
    /// What is still the matter.
    pub left: Vec<Diagnostic>,
}

/// Puts right what can be, until nothing is left that can.
///
/// `check` tells what is wrong with a text. A fix after which its finding is told again, or that
/// brings an error along, is taken back.
///
/// # Errors
/// Those of `check`.
pub fn mend<E>(
    text: &str,
    mut check: impl FnMut(&str) -> Result<Vec<Diagnostic>, E>,
) -> Result<Mended, E> {
    let mut done = Mended {
        text: text.to_owned(),
        fixed: Vec::new(),
        left: check(text)?,
    };
    let mut refused: Vec<Diagnostic> = Vec::new();
    let mut together = true;
    for _ in 0..MAX_ROUNDS {
        let chosen = fitting(&done.left, &refused, together);
        if chosen.is_empty() {
            break;
        }
        let mut edits: Vec<TextEdit> = chosen.iter().flat_map(edits_of).cloned().collect();
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        let text = apply(&done.text, &edits);
        let found = check(&text)?;
        let again = found
            .iter()
            .any(|one| chosen.iter().any(|other| same(one, other)));
        if !again && errors(&found) <= errors(&done.left) {
            done.text = text;
            done.fixed.extend(chosen);
            done.left = found;
        } else if chosen.len() == 1 {
            refused.extend(chosen);
        } else {
            together = false;
        }
    }
    Ok(done)
}

/// Findings that can be put right at once, or only the first one.
fn fitting(found: &[Diagnostic], refused: &[Diagnostic], together: bool) -> Vec<Diagnostic> {
    let mut chosen: Vec<Diagnostic> = Vec::new();
    for finding in found {
        let overlaps = |other: &Diagnostic| {
            edits_of(finding).any(|edit| edits_of(other).any(|taken| meet(edit, taken)))
        };
        let is_open = edits_of(finding).next().is_some()
            && !refused.iter().any(|other| same(finding, other))
            && !chosen
                .iter()
                .any(|other| same(finding, other) || overlaps(other));
        if is_open && (together || chosen.is_empty()) {
            chosen.push(finding.clone());
        }
    }
    chosen
}

fn edits_of(finding: &Diagnostic) -> impl Iterator<Item = &TextEdit> {
    finding.fix.iter().flat_map(|fix| &fix.edits)
}

fn meet(one: &TextEdit, other: &TextEdit) -> bool {
    one.range.start <= other.range.end && other.range.start <= one.range.end
}

/// Whether two findings say the same, wherever they stand.
fn same(one: &Diagnostic, other: &Diagnostic) -> bool {
    one.code == other.code && one.message == other.message && one.hint == other.hint
}

fn errors(found: &[Diagnostic]) -> usize {
    let errors = found.iter();
    errors
        .filter(|finding| finding.severity == Severity::Error)
        .count()
}
