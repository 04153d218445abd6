//! What the system has to have, why, and how it comes there.
//!
//! Debian's packages are installed; on other systems the same needs are looked for by library and
//! program, and what is missing is said.

use crate::problem::Problem;
use crate::step;
use faircopy_tests::needed_program;
use std::io::IsTerminal;
use std::process::Command;

/// What is about to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Job {
    /// Building the app and showing its window.
    Run,
    /// As `Run`, where there is no display.
    RunHidden,
    /// Every test.
    Test,
    /// Comparing with the real kramdown.
    Fidelity,
}

/// How a need shows on a system that is not Debian.
enum Proof {
    /// `pkg-config` knows it.
    Library(&'static str),
    /// It is in `PATH`.
    Program(&'static str),
    /// It does not show; never asked for elsewhere.
    Unseen,
}

struct Package {
    name: &'static str,
    why: &'static str,
    jobs: &'static [Job],
    proof: Proof,
}

const EVERY: &[Job] = &[Job::Run, Job::RunHidden, Job::Test];
const HIDDEN: &[Job] = &[Job::RunHidden, Job::Test];
const TEST: &[Job] = &[Job::Test];
const KRAMDOWN: &[Job] = &[Job::Test, Job::Fidelity];

#[rustfmt::skip]
const PACKAGES: &[Package] = &[
    Package { name: "build-essential", why: "the linker that Rust calls", jobs: EVERY, proof: Proof::Program("cc") },
    Package { name: "pkg-config", why: "finds the libraries below", jobs: EVERY, proof: Proof::Program("pkg-config") },
    Package { name: "libwebkit2gtk-4.1-dev", why: "the web view that the window is made of", jobs: EVERY, proof: Proof::Library("webkit2gtk-4.1") },
    Package { name: "libgtk-3-dev", why: "the window around it", jobs: EVERY, proof: Proof::Library("gtk+-3.0") },
    Package { name: "librsvg2-dev", why: "icons", jobs: EVERY, proof: Proof::Library("librsvg-2.0") },
    Package { name: "git", why: "publishing into a blog's repository", jobs: EVERY, proof: Proof::Program("git") },
    Package { name: "zenity", why: "file dialogs where no desktop portal answers", jobs: &[Job::Run], proof: Proof::Unseen },
    Package { name: "fonts-dejavu-core", why: "letters for the interface", jobs: EVERY, proof: Proof::Unseen },
    Package { name: "fonts-lohit-deva", why: "letters for the Hindi sample entry", jobs: EVERY, proof: Proof::Unseen },
    Package { name: "dbus", why: "a session bus of its own for the hidden window", jobs: HIDDEN, proof: Proof::Program("dbus-run-session") },
    Package { name: "xvfb", why: "a display where there is none", jobs: HIDDEN, proof: Proof::Program("Xvfb") },
    Package { name: "webkit2gtk-driver", why: "types and clicks in the hidden window", jobs: HIDDEN, proof: Proof::Program("WebKitWebDriver") },
    Package { name: "xdotool", why: "strikes real keys while the window is killed", jobs: TEST, proof: Proof::Program("xdotool") },
    Package { name: "jekyll", why: "builds what the tests export", jobs: TEST, proof: Proof::Program("jekyll") },
    Package { name: "ruby", why: "the real YAML reader that ours is compared with", jobs: KRAMDOWN, proof: Proof::Program("ruby") },
    Package { name: "ruby-kramdown-parser-gfm", why: "the real Markdown reader that ours is compared with", jobs: KRAMDOWN, proof: Proof::Unseen },
    Package { name: "ruby-rouge", why: "the real code colouring that ours is compared with", jobs: KRAMDOWN, proof: Proof::Unseen },
    Package { name: "python3-lxml", why: "compares the two renderings as documents", jobs: &[Job::Fidelity], proof: Proof::Unseen },
    Package { name: "libimage-exiftool-perl", why: "finds what a picture tells about its author", jobs: TEST, proof: Proof::Program("exiftool") },
    Package { name: "strace", why: "lets the disk fail while a test saves", jobs: TEST, proof: Proof::Program("strace") },
    Package { name: "xfsprogs", why: "the power is cut and metadata kept on xfs, too", jobs: TEST, proof: Proof::Unseen },
    Package { name: "btrfs-progs", why: "metadata is kept on btrfs, too", jobs: TEST, proof: Proof::Unseen },
    Package { name: "bindfs", why: "stands for a drive that tells no changes", jobs: TEST, proof: Proof::Unseen },
    Package { name: "exfat-fuse", why: "entries are saved on exFAT, too", jobs: TEST, proof: Proof::Unseen },
    Package { name: "exfatprogs", why: "makes an exFAT to save on", jobs: TEST, proof: Proof::Unseen },
    Package { name: "ntfs-3g", why: "entries are saved on NTFS, too", jobs: TEST, proof: Proof::Unseen },
];

/// Installs what a job needs and the system does not have.
///
/// # Errors
/// The system is not Debian or gives no right to install: the problem lists what is missing.
pub fn install(job: Job) -> Result<(), Problem> {
    let needed = PACKAGES
        .iter()
        .filter(|package| package.jobs.contains(&job));
    if needed_program("dpkg-query", "dpkg").is_err() {
        return look_elsewhere(needed);
    }
    let missing: Vec<&Package> = needed
        .filter(|package| !is_installed(package.name))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    eprintln!("Installing what is missing:");
    for package in &missing {
        eprintln!("  {:<26} {}", package.name, package.why);
    }
    let names: Vec<&str> = missing.iter().map(|package| package.name).collect();
    let apt = Apt::with_rights(&missing)?;
    if !names.iter().all(|name| is_known(name)) {
        apt.update()?;
    }
    // Lists may be older than the archive: one more try with fresh ones.
    apt.install(&names).or_else(|_| {
        apt.update()?;
        apt.install(&names)
    })
}

fn is_installed(name: &str) -> bool {
    let status = ["--show", "--showformat=${db:Status-Status}", name];
    Command::new("dpkg-query")
        .args(status)
        .output()
        .is_ok_and(|output| output.stdout == b"installed")
}

fn is_known(name: &str) -> bool {
    step::succeeds(Command::new("apt-cache").args(["show", "--quiet", name]))
}

fn look_elsewhere<'a>(needed: impl Iterator<Item = &'a Package>) -> Result<(), Problem> {
    let absent = |package: &&Package| match package.proof {
        Proof::Library(name) => {
            !step::succeeds(Command::new("pkg-config").args(["--exists", name]))
        }
        Proof::Program(name) => needed_program(name, package.name).is_err(),
        Proof::Unseen => false,
    };
    let needs: Vec<String> = needed.filter(absent).map(described).collect();
    if needs.is_empty() {
        return Ok(());
    }
    Err(Problem::NotInstalled {
        because: "this is not Debian, so nothing was installed. Debian's names are given",
        needs,
        remedy: None,
    })
}

fn described(package: &Package) -> String {
    format!("{:<26} {}", package.name, package.why)
}

/// apt-get with the rights to install.
struct Apt {
    sudo: Option<&'static [&'static str]>,
}

impl Apt {
    fn with_rights(missing: &[&Package]) -> Result<Self, Problem> {
        let refuse = |because| Problem::NotInstalled {
            because,
            needs: missing.iter().copied().map(described).collect(),
            remedy: Some(format!(
                "apt-get install {}",
                missing
                    .iter()
                    .map(|package| package.name)
                    .collect::<Vec<_>>()
                    .join(" ")
            )),
        };
        if needed_program("apt-get", "apt").is_err() {
            return Err(refuse("there is no apt-get here"));
        }
        let user = step::read(Command::new("id").arg("-u"))?;
        if user.trim() == "0" {
            return Ok(Self { sudo: None });
        }
        if needed_program("sudo", "sudo").is_err() {
            return Err(refuse("you are not root and there is no sudo"));
        }
        // Without a terminal nobody could give a password.
        if std::io::stdin().is_terminal() {
            return Ok(Self {
                sudo: Some(&["sudo"]),
            });
        }
        if step::succeeds(Command::new("sudo").args(["-n", "true"])) {
            return Ok(Self {
                sudo: Some(&["sudo", "-n"]),
            });
        }
        Err(refuse("you are not root and sudo would ask for a password"))
    }

    fn update(&self) -> Result<(), Problem> {
        self.run(&["update"])
    }

    fn install(&self, names: &[&str]) -> Result<(), Problem> {
        let mut args = vec!["install", "--yes", "--no-install-recommends"];
        args.extend(names);
        self.run(&args)
    }

    fn run(&self, args: &[&str]) -> Result<(), Problem> {
        let mut words = self.sudo.unwrap_or_default().to_vec();
        // sudo drops the environment, so env sets it behind sudo.
        words.extend([
            "env",
            "DEBIAN_FRONTEND=noninteractive",
            "apt-get",
            "--quiet",
        ]);
        words.extend(args);
        step::run(Command::new(words[0]).args(&words[1..]))
    }
}

/// Adds the parts of Rust's toolchain that the tests call and a small installation leaves out.
pub fn install_rust_parts() -> Result<(), Problem> {
    for (subcommand, part) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if step::succeeds(&mut step::cargo(&[subcommand, "--version"])) {
            continue;
        }
        eprintln!("Adding {part} to the Rust toolchain");
        step::run(&mut step::command("rustup", &["component", "add", part]))?;
    }
    Ok(())
}
