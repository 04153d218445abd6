//! Tables: rows of cells between pipes.

use crate::kramdown::blocks::BlockParser;
use crate::kramdown::inline::{Context, read_for_table};
use crate::kramdown::scan::SPACE;
use crate::kramdown::scan::{Source, after_indent};
use crate::kramdown::tree::{Alignment, Kind, Node};

/// A table while its rows are gathered.
#[derive(Default)]
struct OpenTable {
    alignment: Vec<Alignment>,
    rows: Vec<Node>,
    parts: Vec<Node>,
    has_footer: bool,
    columns: usize,
}

impl OpenTable {
    /// Closes the gathered rows into a part of the table.
    fn close(&mut self, kind: Kind, force: bool) {
        if !self.has_footer || kind != Kind::TableBody || force {
            let mut part = Node::new(kind);
            part.children = std::mem::take(&mut self.rows);
            self.parts.push(part);
        }
    }

    fn take_line(&mut self, line: &str, leading_pipe: bool) {
        if is_separator(line, b'-') {
            if self.rows.is_empty() {
            } else if self.alignment.is_empty() && !self.has_footer {
                self.close(Kind::TableHead, false);
                self.alignment = alignments(line);
            } else {
                self.close(Kind::TableBody, false);
            }
        } else if is_separator(line, b'=') {
            if !self.rows.is_empty() {
                self.close(Kind::TableBody, true);
            }
            self.has_footer = true;
        } else {
            let mut row = Node::new(Kind::Row);
            for cell in cells(line.trim_end_matches(['\n', ' ', '\t']), leading_pipe) {
                row.children.push(Node::with_text(Kind::Cell, cell));
            }
            self.columns = self.columns.max(row.children.len());
            self.rows.push(row);
        }
    }
}

impl BlockParser<'_> {
    /// Reads a table between two boundaries whose every line has a pipe outside code.
    pub(crate) fn table(&mut self, source: &mut Source<'_>, parent: &mut Node) -> bool {
        let first = source.line();
        let starts = after_indent(first);
        if starts.starts_with([' ', '\t']) || !has_pipe(starts) || !self.after_boundary(parent) {
            return false;
        }
        let saved = source.at;
        let list = self.pending.take();
        let leading_pipe = first.trim_start_matches(SPACE).starts_with('|');
        let mut table = OpenTable::default();
        if is_separator(first, b'-') {
            source.at += first.len();
        }
        let mut end = source.at;
        while !source.done() && has_pipe(source.line()) {
            let line = source.line();
            table.take_line(line, leading_pipe);
            source.at += line.len();
            end = source.at;
        }
        source.looked(end + source.line().len());
        let fits = Self::before_boundary(source) && every_line_has_pipe(&source.text[saved..end]);
        if !fits {
            source.at = saved;
            return false;
        }
        if !table.rows.is_empty() {
            let kind = if table.has_footer {
                Kind::TableFoot
            } else {
                Kind::TableBody
            };
            table.close(kind, false);
        }
        if !table.parts.iter().any(|part| part.kind == Kind::TableBody) {
            source.at = saved;
            return false;
        }
        self.pending = list;
        self.add(parent, build(table));
        true
    }
}

/// Gives all rows the same number of cells.
fn build(table: OpenTable) -> Node {
    let OpenTable {
        mut alignment,
        mut parts,
        columns,
        ..
    } = table;
    for part in &mut parts {
        for row in &mut part.children {
            while row.children.len() < columns {
                row.children.push(Node::new(Kind::Cell));
            }
        }
    }
    alignment.resize(columns, Alignment::Default);
    let mut node = Node::new(Kind::Table { alignment });
    node.children = parts;
    node
}

/// The line has a pipe without a backslash.
fn has_pipe(line: &str) -> bool {
    let line = line.strip_suffix('\n').unwrap_or(line);
    line.starts_with('|')
        || line
            .as_bytes()
            .windows(2)
            .any(|pair| pair[1] == b'|' && pair[0] != b'\\')
}

/// A line of nothing but pipes, colons, blanks and at least one `sign`.
fn is_separator(line: &str, sign: u8) -> bool {
    let mut found = false;
    for byte in line.trim_end_matches(['\n', ' ', '\t']).bytes() {
        match byte {
            b'+' | b'|' | b':' | b' ' | b'\t' => {}
            _ if byte == sign => found = true,
            _ => return false,
        }
    }
    found
}

fn alignments(line: &str) -> Vec<Alignment> {
    let bytes = line.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    let mut taken = 0;
    while at < bytes.len() {
        if bytes[at] != b'-' {
            at += 1;
            continue;
        }
        let left = at > taken && bytes[at - 1] == b':';
        at += bytes[at..].iter().take_while(|byte| **byte == b'-').count();
        let right = bytes.get(at) == Some(&b':');
        at += usize::from(right);
        found.push(match (left, right) {
            (true, true) => Alignment::Center,
            (true, false) => Alignment::Left,
            (false, true) => Alignment::Right,
            (false, false) => Alignment::Default,
        });
        taken = at;
    }
    found
}

/// Splits a row at its pipes; code keeps its own.
fn cells(line: &str, leading_pipe: bool) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut rest = line;
    while let Some((start, end)) = code_element(rest) {
        split_plain(&rest[..start], &mut cells);
        push(&mut cells, &rest[start..end]);
        rest = &rest[end..];
    }
    split_plain(rest, &mut cells);
    if leading_pipe
        && cells
            .first()
            .is_some_and(|cell| cell.trim_matches(SPACE).is_empty())
    {
        cells.remove(0);
    }
    if cells
        .last()
        .is_some_and(|cell| cell.trim_matches(SPACE).is_empty())
    {
        cells.pop();
    }
    cells
        .iter()
        .map(|cell| cell.trim_matches(SPACE).to_string())
        .collect()
}

fn push(cells: &mut [String], text: &str) {
    if let Some(last) = cells.last_mut() {
        last.push_str(text);
    }
}

/// The first `<code ...>...</code>`.
fn code_element(text: &str) -> Option<(usize, usize)> {
    let start = text.find("<code")?;
    let open = text[start..].find('>')? + start;
    let end = text[open..].find("</code>")? + open;
    Some((start, end + "</code>".len()))
}

/// Splits text without code elements; code between backticks stays whole.
fn split_plain(text: &str, cells: &mut Vec<String>) {
    let mut at = 0;
    let mut from = 0;
    let bytes = text.as_bytes();
    while at < bytes.len() {
        match bytes[at] {
            b'|' if at == 0 || bytes[at - 1] != b'\\' => {
                push(cells, &text[from..at].replace("\\|", "|"));
                cells.push(String::new());
                at += 1;
                from = at;
            }
            b'`' => {
                let run = bytes[at..].iter().take_while(|byte| **byte == b'`').count();
                let (end, found) = code_end(text, at, run);
                if found {
                    push(cells, &text[from..at].replace("\\|", "|"));
                    push(cells, &rewritten(&text[at + run..end - run], run));
                    from = end;
                }
                at = end;
            }
            _ => at += 1,
        }
    }
    push(cells, &text[from..].replace("\\|", "|"));
}

/// Code between backticks as the cell holds it: one more than the longest run inside.
fn rewritten(code: &str, run: usize) -> String {
    let mut code = code;
    if run > 1 {
        code = code.strip_prefix(' ').unwrap_or(code);
        code = code.strip_suffix(' ').unwrap_or(code);
    }
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let gap = if longest > 0 { " " } else { "" };
    format!("{fence}{gap}{code}{gap}{fence}")
}

/// Where the code that starts at `at` ends, and whether there is any.
fn code_end(text: &str, at: usize, run: usize) -> (usize, bool) {
    let after = at + run;
    let bytes = text.as_bytes();
    let spaced = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at))
            .is_some_and(|byte| *byte == b' ' || *byte == b'\t')
    };
    if run == 1 && (at == 0 || spaced(Some(at - 1))) && spaced(Some(after)) {
        return (after, false);
    }
    match text[after..].find(&text[at..after]) {
        Some(end) => (after + end + run, true),
        None => (after, false),
    }
}

/// Every line has a pipe that is not inside code or an HTML element.
fn every_line_has_pipe(text: &str) -> bool {
    let text = text.strip_suffix('\n').unwrap_or(text);
    if !text.contains(['`', '<']) {
        return true;
    }
    let mut pipe_on_line = false;
    for node in read_for_table(text, &Context::empty()) {
        let (value, is_code) = match &node.kind {
            Kind::CodeSpan(value) => (value.as_str(), true),
            Kind::Text(value) | Kind::Verbatim { text: value, .. } => (value.as_str(), false),
            Kind::Html(element) => (element.name.as_str(), false),
            _ => continue,
        };
        let lines: Vec<&str> = value.trim_end_matches('\n').split('\n').collect();
        if is_code {
            if lines.len() > 2 || (lines.len() == 2 && !pipe_on_line) {
                break;
            }
            if lines.len() == 2 {
                pipe_on_line = false;
            }
            continue;
        }
        if lines.len() > 1 && !pipe_on_line && !lines.first().is_some_and(|line| has_pipe(line)) {
            break;
        }
        let inner = lines.len().saturating_sub(1);
        let all = lines.iter().take(inner).skip(1).all(|line| has_pipe(line));
        let last = lines.last().is_some_and(|line| has_pipe(line));
        pipe_on_line = all && ((lines.len() == 1 && pipe_on_line) || last);
    }
    pipe_on_line
}
