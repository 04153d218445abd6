//! Which crate may see which: arrows point down only (ARCHITECTURE.md).

use super::Tracked;
use serde_json::Value;

/// The only file that may speak to the window's host.
const HOST_DOOR: &str = "ui/src/ipc/";

/// Rings by the folder of a crate, and the rings each may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("core", &["core"]),
    ("host", &["core"]),
    ("wire", &["core"]),
    ("app", &["core", "host", "wire"]),
    ("shell", &["app", "wire"]),
    ("cli", &["app", "wire"]),
    ("tests", &[]),
    ("xtask", &["tests"]),
];

/// The ring of a crate, by the path of its manifest below the workspace.
fn ring(manifest: &str) -> Option<&'static str> {
    match manifest {
        "Cargo.toml" => Some("shell"),
        "tests/Cargo.toml" => Some("tests"),
        "xtask/Cargo.toml" => Some("xtask"),
        _ => {
            let below = manifest.strip_prefix("src-tauri/")?;
            let folder = below.split('/').next()?;
            MAY_USE
                .iter()
                .map(|(ring, _)| *ring)
                .find(|ring| *ring == folder)
        }
    }
}

/// Checks the crates' dependencies, as `cargo metadata` tells them.
pub fn check(metadata: &Value) -> Vec<String> {
    let root = metadata["workspace_root"].as_str().unwrap_or_default();
    let crates: Vec<(&str, Option<&str>, &Value)> = members(metadata)
        .map(|member| {
            let manifest = member["manifest_path"].as_str().unwrap_or_default();
            let below = manifest
                .strip_prefix(root)
                .unwrap_or(manifest)
                .trim_start_matches('/');
            (
                member["name"].as_str().unwrap_or_default(),
                ring(below),
                member,
            )
        })
        .collect();
    let ring_of = |name: &str| {
        crates
            .iter()
            .find(|(other, ..)| *other == name)
            .map(|(_, ring, _)| *ring)
    };
    let mut faults = Vec::new();
    for (name, own, member) in &crates {
        let Some(own) = own else {
            faults.push(format!("{name}: its folder belongs to no ring"));
            continue;
        };
        for used in direct(member) {
            if let Some(Some(other)) = ring_of(used)
                && !allowed(own, other)
            {
                faults.push(format!(
                    "{name} ({own}) uses {used} ({other}): arrows point down only"
                ));
            }
            if used.starts_with("tauri") && *own != "shell" {
                faults.push(format!(
                    "{name} ({own}) uses {used}: only the shell knows Tauri"
                ));
            }
        }
    }
    faults
}

fn allowed(own: &str, other: &str) -> bool {
    MAY_USE
        .iter()
        .any(|(ring, uses)| *ring == own && uses.contains(&other))
}

/// The crates of the workspace.
pub fn members(metadata: &Value) -> impl Iterator<Item = &Value> {
    metadata["packages"].as_array().into_iter().flatten()
}

/// Names of a crate's direct dependencies, of any kind.
pub fn direct(member: &Value) -> impl Iterator<Item = &str> {
    dependencies(member).filter_map(|dependency| dependency["name"].as_str())
}

/// As [`direct`], by the names that the source uses.
pub fn used_names(member: &Value) -> impl Iterator<Item = &str> {
    dependencies(member).filter_map(|dependency| {
        let renamed = dependency["rename"].as_str();
        renamed.or_else(|| dependency["name"].as_str())
    })
}

fn dependencies(member: &Value) -> impl Iterator<Item = &Value> {
    member["dependencies"].as_array().into_iter().flatten()
}

/// Checks that the interface speaks to its host through one door.
pub fn check_interface(files: &[Tracked]) -> Vec<String> {
    // Put together here, so that this file is no finding of a search for it.
    let needle = ["@tauri", "-apps"].concat();
    files
        .iter()
        .filter(|file| file.path.starts_with("ui/src/") && !file.path.starts_with(HOST_DOOR))
        .filter(|file| file.text.contains(&needle))
        .map(|file| format!("{}: speaks to the host past {HOST_DOOR}", file.path))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::check;
    use serde_json::{Value, json};

    fn member(manifest: &str, name: &str, uses: &[&str]) -> Value {
        let dependencies: Vec<Value> = uses.iter().map(|name| json!({ "name": name })).collect();
        json!({"name": name, "manifest_path": format!("/there/{manifest}"), "dependencies": dependencies})
    }

    fn workspace(crates: &[Value]) -> Value {
        json!({"workspace_root": "/there", "packages": crates})
    }

    #[test]
    fn arrows_point_down_only() {
        let entry = member("src-tauri/core/entry/Cargo.toml", "entry", &["regex"]);
        let host = member("src-tauri/host/Cargo.toml", "host", &["entry", "notify"]);
        let app = member("src-tauri/app/Cargo.toml", "app", &["entry", "host"]);
        assert_eq!(
            check(&workspace(&[entry, host.clone(), app])),
            Vec::<String>::new()
        );

        let entry = member("src-tauri/core/entry/Cargo.toml", "entry", &["host"]);
        assert_eq!(
            check(&workspace(&[entry, host])),
            ["entry (core) uses host (host): arrows point down only"]
        );
    }

    #[test]
    fn only_the_shell_knows_tauri() {
        let app = member("src-tauri/app/Cargo.toml", "app", &["tauri"]);
        let shell = member("Cargo.toml", "shell", &["tauri", "tauri-build"]);
        assert_eq!(
            check(&workspace(&[app, shell])),
            ["app (app) uses tauri: only the shell knows Tauri"]
        );
    }

    #[test]
    fn a_crate_in_a_new_place_has_to_say_its_ring() {
        let stray = member("src-tauri/helpers/Cargo.toml", "helpers", &[]);
        assert_eq!(
            check(&workspace(&[stray])),
            ["helpers: its folder belongs to no ring"]
        );
    }
}
