//! `faircopy export` and `faircopy publish`: from entries to the blog, its repository and its remote.

use crate::{
    args::{Command, Verb},
    output,
    run::{Stop, stops, tell},
};
use faircopy_app::{
    export_files,
    publish::{self, Cancel},
    wire::ExportPlan,
};
use std::path::Path;

/// Checks and writes entries; commits and pushes them where that is wished.
///
/// # Errors
/// If the system, the blog or git refuses. Entries with errors are told, and left out.
pub fn export(command: &Command) -> Result<bool, Stop> {
    let blog = command.to.as_deref().unwrap_or(Path::new("."));
    let push = command.push || command.verb == Verb::Publish;
    let commit = command.commit || push || command.branch.is_some();
    if command.init && !command.dry_run {
        export_files::init_blog(blog)?;
    }
    if command.dry_run || !commit {
        return write(command, blog, false);
    }
    publish::ready(blog)?;
    publish::on_branch(blog, command.branch.as_deref(), &[], || {
        let fine = write(command, blog, true)?;
        if push && fine {
            send(command, blog)?;
        }
        Ok(fine)
    })
}

fn write(command: &Command, blog: &Path, commit: bool) -> Result<bool, Stop> {
    let mut fine = true;
    for file in &command.free {
        let plan = export_files::export_plan(Path::new(file), blog, command.private.as_deref())
            .map_err(Stop::Export)?;
        if command.json {
            output::json(&plan.shown)?;
        } else {
            tell(file, &plan.shown.findings);
        }
        if stops(&plan.shown.findings) {
            fine = false;
        } else if command.dry_run {
            if !command.json {
                print_plan(&plan.shown)?;
            }
        } else {
            let receipt = export_files::export_apply(&plan)?;
            if !command.json {
                for path in &receipt.written {
                    output::line(&blog.join(path).display().to_string())?;
                }
                for path in &receipt.removed {
                    output::line(&format!("removed {}", blog.join(path).display()))?;
                }
                output::line(&format!("will appear at {}", receipt.url))?;
            }
            if commit
                && let Some(id) = export_files::export_commit(&plan)?
                && !command.json
            {
                output::line(&format!("committed {id}"))?;
            }
        }
    }
    Ok(fine)
}

/// Takes entries out of the blog again.
///
/// # Errors
/// If the blog holds no post of an entry, or the system refuses.
pub fn unexport(command: &Command) -> Result<bool, Stop> {
    let blog = command.blog.as_deref().unwrap_or(Path::new("."));
    for file in &command.free {
        let plan = export_files::unexport_plan(Path::new(file), blog).map_err(Stop::Export)?;
        if command.json {
            output::json(&plan.shown)?;
        } else {
            tell(file, &plan.shown.findings);
            for path in &plan.shown.removed {
                output::line(&format!("remove {}", blog.join(path).display()))?;
            }
        }
        if !command.dry_run {
            export_files::export_apply(&plan)?;
        }
    }
    Ok(true)
}

fn send(command: &Command, blog: &Path) -> Result<(), Stop> {
    let pushed = publish::push(blog, command.pull, &mut |_| {}, &Cancel::default())?;
    if !command.json {
        let (branch, remote) = (pushed.branch, pushed.remote);
        let what = if pushed.nothing_new {
            format!("{remote} already has all of {branch}")
        } else {
            format!("pushed {branch} to {remote}")
        };
        output::line(&what)?;
    }
    Ok(())
}

fn print_plan(plan: &ExportPlan) -> output::Written {
    for file in &plan.files {
        let what = match (file.changes, file.exists) {
            (false, _) => "unchanged",
            (true, true) => "update",
            (true, false) => "create",
        };
        output::line(&format!("{what} {} ({} bytes)", file.path, file.bytes))?;
        if let Some(diff) = &file.diff {
            output::text(diff)?;
        }
    }
    for path in &plan.removed {
        output::line(&format!("remove {path}"))?;
    }
    output::line(&format!("will appear at {}", plan.url))
}
