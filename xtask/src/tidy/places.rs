//! Nothing tracked knows the machine it was written on.

use super::Tracked;

/// Checks for folders of one machine and for hosts that packages were loaded from.
pub fn check(files: &[Tracked]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files {
        for needle in machine_folders() {
            if let Some(line) = line_with(&file.text, &needle) {
                faults.push(format!(
                    "{}:{line}: names a folder of one machine ({needle})",
                    file.path
                ));
            }
        }
        if file.path.ends_with("package-lock.json")
            && let Some(line) = line_with(&file.text, "\"resolved\": \"http")
        {
            faults.push(format!(
                "{}:{line}: names the host a package was loaded from",
                file.path
            ));
        }
        if file.path.ends_with("Cargo.lock") {
            faults.extend(foreign_sources(file));
        }
    }
    faults
}

/// Put together here, so that this file is no finding of its own.
fn machine_folders() -> Vec<String> {
    ["/wo|rk/", "/ro|ot/", "/tm|p/target", "file:///ho|me"]
        .iter()
        .map(|needle| needle.replace('|', ""))
        .collect()
}

fn line_with(text: &str, needle: &str) -> Option<usize> {
    let line = text.lines().position(|line| line.contains(needle))?;
    Some(line + 1)
}

fn foreign_sources(file: &Tracked) -> impl Iterator<Item = String> {
    const INDEX: &str = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";
    let lines = file.text.lines().enumerate();
    lines
        .filter(|(_, line)| line.starts_with("source = ") && *line != INDEX)
        .map(|(at, line)| format!("{}:{}: not from crates.io: {line}", file.path, at + 1))
}

#[cfg(test)]
mod tests {
    use super::{Tracked, check};

    fn faults(path: &str, text: &str) -> usize {
        let (path, text) = (path.to_owned(), text.to_owned());
        check(&[Tracked { path, text }]).len()
    }

    #[test]
    fn folders_of_one_machine_are_found() {
        let home = ["/ro", "ot/notes"].concat();
        assert_eq!(faults("README.md", &format!("see\n{home}\n")), 1);
        assert_eq!(
            faults("README.md", "see ../shared and framework/roots\n"),
            0
        );
    }

    #[test]
    fn hosts_of_packages_are_found() {
        assert_eq!(
            faults(
                "ui/package-lock.json",
                "\"resolved\": \"https://example.org/x.tgz\"\n"
            ),
            1
        );
        assert_eq!(
            faults("ui/package-lock.json", "\"integrity\": \"sha512-x\"\n"),
            0
        );
        assert_eq!(
            faults("Cargo.lock", "source = \"git+https://example.org/x\"\n"),
            1
        );
    }
}
