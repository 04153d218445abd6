//! The day in an entry's name, and its `date:`.

use faircopy_entry::diagnostic::{Diagnostic, Fix, Severity};
use faircopy_entry::edit::TextEdit;

use super::{Site, finding};
use crate::post::Post;
use crate::{moment, url};

/// Looks at the day in an entry's name and at its `date:`.
pub(super) fn check(
    post: &Post<'_>,
    file_name: &str,
    site: Option<&Site<'_>>,
    found: &mut Vec<Diagnostic>,
) {
    match url::post_name(file_name) {
        None => found.push(finding(
            Severity::Error,
            "file-name",
            None,
            format!("Jekyll takes no file called {file_name} for a post."),
            "Name it YYYY-MM-DD-title.md.",
        )),
        Some(name) if name.date.is_none() => found.push(finding(
            Severity::Error,
            "file-date",
            None,
            format!("The date in the name {file_name} is no day, and Jekyll stops there."),
            "Put the date right: YYYY-MM-DD.",
        )),
        Some(_) => {}
    }
    let Some(node) = post.node("date") else {
        return;
    };
    let written = node.value.as_text().unwrap_or_default();
    if !node.value.is_null() && moment::of_value(&node.value).is_none() {
        // Ruby makes something of most texts that have digits in them; of others it stops.
        let severity = if written.contains(|character: char| character.is_ascii_digit()) {
            Severity::Warning
        } else {
            Severity::Error
        };
        found.push(finding(
            severity,
            "date",
            post.line_of_key("date"),
            format!("`{written}` is no date that can be read with certainty."),
            "Write it as 2026-11-23 or 2026-11-23 18:05:00 +0530.",
        ));
    }
    found.extend(another_day(post, file_name, site));
}

/// Two days that are written for one entry: of these Jekyll takes `date:`.
fn another_day(post: &Post<'_>, file_name: &str, site: Option<&Site<'_>>) -> Option<Diagnostic> {
    let named = url::post_name(file_name)?.date?;
    let node = post.node("date")?;
    let written = node.value.as_text()?;
    let day = written.get(..10)?;
    let said: jiff::civil::Date = day.parse().ok()?;
    if said == named {
        return None;
    }
    let span = post.yaml_start() + node.span.start..post.yaml_start() + node.span.end;
    let at = post.text.get(span.clone())?.find(day)? + span.start;
    let is_published = site.is_some_and(|site| {
        let mut posts = site.snapshot.posts.iter();
        posts.any(|other| other.file_name() == file_name)
    });
    // An earlier day never lies in the future where the later one did not, and a page that is
    // published keeps its address.
    let edit = TextEdit {
        range: at..at + day.len(),
        text: named.to_string(),
    };
    let fix = Fix::new(format!("Set the day to {named}"), vec![edit]);
    let finding = finding(
        Severity::Hint,
        "date-name",
        post.line_of_key("date"),
        format!("The file is named for {named}, and `date:` says {said}; Jekyll follows `date:`."),
        "Write the day that you mean in both places.",
    );
    Some(finding.with_fix(fix.filter(|_| named < said && !is_published)))
}
