//! File systems of their own, where the machine allows it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A file system in a file, mounted; gone when dropped.
pub struct Mount {
    own: tempfile::TempDir,
    kind: &'static str,
}

impl Mount {
    /// An ext4 with these mount options, or why there can be none.
    pub fn ext4(options: &str) -> Result<Self, String> {
        Self::formatted("ext4", &["-q", "-F"], 32, options)
    }

    /// An xfs with these mount options, or why there can be none.
    pub fn xfs(options: &str) -> Result<Self, String> {
        Self::formatted("xfs", &["-q"], 320, options)
    }

    /// A btrfs with these mount options, or why there can be none.
    pub fn btrfs(options: &str) -> Result<Self, String> {
        Self::formatted("btrfs", &["-q"], 1_024, options)
    }

    /// An exfat by FUSE: without owners, modes, links and attributes; or why there can be none.
    pub fn exfat() -> Result<Self, String> {
        Self::formatted("exfat", &[], 64, "rw")
    }

    /// An NTFS by FUSE, or why there can be none.
    pub fn ntfs() -> Result<Self, String> {
        Self::formatted("ntfs", &["-q", "-F"], 64, "rw,windows_names")
    }

    /// An ext4 whose image lies below `folder`.
    pub fn ext4_below(folder: &Path, options: &str) -> Result<Self, String> {
        needs_root()?;
        let own = tempfile::tempdir_in(folder).unwrap();
        Self::formatted_in(own, "ext4", &["-q", "-F"], 32, options)
    }

    fn formatted(
        kind: &'static str,
        arguments: &[&str],
        megabytes: u64,
        options: &str,
    ) -> Result<Self, String> {
        needs_root()?;
        let own = tempfile::tempdir().unwrap();
        Self::formatted_in(own, kind, arguments, megabytes, options)
    }

    fn formatted_in(
        own: tempfile::TempDir,
        kind: &'static str,
        arguments: &[&str],
        megabytes: u64,
        options: &str,
    ) -> Result<Self, String> {
        let mount = Self::at(own, kind);
        let image = mount.image();
        // Holes, which take no space.
        let file = fs::File::create(&image).unwrap();
        file.set_len(megabytes * 1024 * 1024).unwrap();
        let mut command = Command::new(format!("mkfs.{kind}"));
        said(command.args(arguments).arg(&image))?;
        mount.mount_image(options)?;
        Ok(mount)
    }

    /// A tmpfs with these mount options, or why there can be none.
    pub fn tmpfs(options: &str) -> Result<Self, String> {
        needs_root()?;
        let mount = Self::at(tempfile::tempdir().unwrap(), "tmpfs");
        let mut command = Command::new("mount");
        command.args(["-t", "tmpfs", "-o", options, "tmpfs"]);
        said(command.arg(mount.path()))?;
        Ok(mount)
    }

    /// Another view of `folder`, by FUSE, which tells nothing of what is done to the folder
    /// itself: as a drive of the network, which others change. Or why there can be none.
    pub fn view(folder: &Path) -> Result<Self, String> {
        needs_root()?;
        let mount = Self::at(tempfile::tempdir().unwrap(), "bindfs");
        said(Command::new("bindfs").arg(folder).arg(mount.path()))?;
        Ok(mount)
    }

    fn at(own: tempfile::TempDir, kind: &'static str) -> Self {
        fs::create_dir(own.path().join("mounted")).unwrap();
        // The two that are no part of the kernel.
        let kind = match kind {
            "exfat" => "exfat-fuse",
            "ntfs" => "ntfs-3g",
            other => other,
        };
        Self { own, kind }
    }

    pub fn path(&self) -> PathBuf {
        self.own.path().join("mounted")
    }

    fn image(&self) -> PathBuf {
        self.own.path().join("image")
    }

    pub fn mount_image(&self, options: &str) -> Result<(), String> {
        self.mount_other(&self.image(), options)
    }

    /// Mounts another image in the same place.
    pub fn mount_other(&self, image: &Path, options: &str) -> Result<(), String> {
        let options = format!("loop,{options}");
        let mut command = Command::new("mount");
        command.args(["-t", self.kind, "-o", &options]);
        said(command.arg(image).arg(self.path()))
    }

    /// Copies the image as it is at this moment, with every write that has reached it and no
    /// other: for an image below a btrfs, which does that in one step.
    pub fn copy_image(&self, name: &str) -> Result<PathBuf, String> {
        let copy = self.own.path().join(name);
        let mut command = Command::new("cp");
        command.arg("--reflink=always");
        said(command.arg(self.image()).arg(&copy))?;
        Ok(copy)
    }

    pub fn remount(&self, options: &str) -> Result<(), String> {
        let options = format!("remount,{options}");
        said(
            Command::new("mount")
                .args(["-o", &options])
                .arg(self.path()),
        )
    }

    pub fn unmount(&self) -> Result<(), String> {
        said(Command::new("umount").arg(self.path()))
    }

    /// Cuts the power: what was not synced is lost, and nothing can be written any more
    /// (`EXT4_IOC_SHUTDOWN` without flushing the log, `fs/ext4/ext4.h`; the same in xfs).
    pub fn cut_power(&self) -> Result<(), String> {
        const PROGRAM: &str = "open(my $folder, '<', $ARGV[0]) or die $!; \
             my $flags = pack('L', 2); \
             ioctl($folder, 0x8004587d, $flags) or die $!;";
        said(Command::new("perl").args(["-e", PROGRAM]).arg(self.path()))
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        // Nothing is mounted where preparing it failed.
        let mut command = Command::new("umount");
        command.arg("-l").arg(self.path()).stderr(Stdio::null());
        command.status().unwrap();
    }
}

/// Runs `test`, or says aloud why this machine cannot.
#[expect(
    clippy::explicit_write,
    reason = "past the capture of the test's output: a test left out has to be seen"
)]
pub fn or_say_why(name: &str, test: impl FnOnce() -> Result<(), String>) {
    if let Err(reason) = test() {
        writeln!(std::io::stderr(), "SKIPPED {name}: {reason}").unwrap();
    }
}

fn needs_root() -> Result<(), String> {
    if rustix::process::geteuid().is_root() {
        Ok(())
    } else {
        Err("mounting a file system takes root".to_owned())
    }
}

/// Runs a command; what it says where it fails.
pub fn said(command: &mut Command) -> Result<(), String> {
    let output = command.output();
    let output = output.map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let error = String::from_utf8_lossy(&output.stderr);
    Err(format!("{command:?}: {error}"))
}
