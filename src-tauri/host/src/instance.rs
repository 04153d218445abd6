//! One window for a posts folder: a second start finds the first, and tells it what to show.
//!
//! By a socket in the user's runtime folder (`XDG_RUNTIME_DIR`), so that no session bus is needed.
//! The first holds a lock, which the system takes away with it however it ends. What is written is
//! safe without all this: two instances on one folder keep journals of their own.

use std::fs::{File, TryLockError};
use std::io::{self, Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::disk::DiskError;
use crate::private;

/// How long the other side may take: a window that hangs must not keep a second from opening.
const PATIENCE: Duration = Duration::from_secs(2);
/// The longest name of an entry that is taken, in bytes.
const LONGEST: u64 = 8 * 1024;
/// What the first answers when it shows what it was told to.
const SHOWN: &[u8] = b"shown";

/// Who has a posts folder.
#[derive(Debug)]
pub enum Claim {
    /// This process, as long as the value or its thread lives.
    First(Door),
    /// Another one.
    Second(Knock),
}

/// Where the first instance hears of others.
#[derive(Debug)]
pub struct Door {
    listener: UnixListener,
    _lock: File,
}

/// The way to the first instance.
#[derive(Debug)]
pub struct Knock {
    socket: PathBuf,
}

/// Claims a posts folder, below the user's runtime folder.
///
/// # Errors
/// If nothing can be made there; one starts without a claim then.
pub fn claim(runtime: &Path, posts: &Path) -> Result<Claim, DiskError> {
    let folder = runtime.join("faircopy");
    private::create_folder(&folder)?;
    let posts = posts.canonicalize().unwrap_or_else(|_| posts.to_owned());
    let name = blake3::hash(posts.as_os_str().as_bytes()).to_hex();
    let (lock, socket) = (
        folder.join(format!("{}.lock", &name[..16])),
        folder.join(format!("{}.socket", &name[..16])),
    );
    let failed = |path: &Path, error| DiskError::from_io(path, error);
    let file = File::create(&lock).map_err(|error| failed(&lock, error))?;
    match file.try_lock() {
        Ok(()) => {
            // One that died left its socket.
            private::remove(&socket)?;
            let listener = UnixListener::bind(&socket).map_err(|error| failed(&socket, error))?;
            Ok(Claim::First(Door {
                listener,
                _lock: file,
            }))
        }
        Err(TryLockError::WouldBlock) => Ok(Claim::Second(Knock { socket })),
        Err(TryLockError::Error(error)) => Err(failed(&lock, error)),
    }
}

impl Door {
    /// Hears of others on a thread of its own, until the process ends. `show` is given the name of
    /// an entry, or nothing, and answers whether it is shown.
    ///
    /// # Errors
    /// If no thread can be started.
    pub fn open(
        self,
        mut show: impl FnMut(Option<String>) -> bool + Send + 'static,
    ) -> io::Result<()> {
        let thread = std::thread::Builder::new().name("instance".to_owned());
        thread.spawn(move || {
            // The whole of it: with its lock it would lose the folder.
            let door = self;
            for visitor in door.listener.incoming().flatten() {
                if let Err(error) = hear(visitor, &mut show) {
                    tracing::warn!(%error, "A second start was not understood.");
                }
            }
        })?;
        Ok(())
    }
}

fn hear(mut visitor: UnixStream, show: &mut impl FnMut(Option<String>) -> bool) -> io::Result<()> {
    visitor.set_read_timeout(Some(PATIENCE))?;
    let mut entry = String::new();
    (&visitor).take(LONGEST).read_to_string(&mut entry)?;
    if show(Some(entry).filter(|entry| !entry.is_empty())) {
        visitor.write_all(SHOWN)?;
    }
    Ok(())
}

impl Knock {
    /// Asks the first instance to come to the front, with this entry if one is given. Answers
    /// whether it did; it may have gone, hang, or show another folder by now.
    pub fn ask(&self, entry: Option<&str>) -> bool {
        let answer = self.exchange(entry.unwrap_or_default());
        answer.is_ok_and(|answer| answer == SHOWN)
    }

    fn exchange(&self, entry: &str) -> io::Result<Vec<u8>> {
        let mut first = UnixStream::connect(&self.socket)?;
        first.set_read_timeout(Some(PATIENCE))?;
        first.write_all(entry.as_bytes())?;
        first.shutdown(std::net::Shutdown::Write)?;
        let mut answer = Vec::new();
        first.read_to_end(&mut answer)?;
        Ok(answer)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says at once what is missing")]
mod tests {
    use super::*;
    use std::sync::mpsc;

    fn second(runtime: &Path, posts: &Path) -> Knock {
        match claim(runtime, posts).unwrap() {
            Claim::Second(knock) => knock,
            Claim::First(_) => panic!("{} was free", posts.display()),
        }
    }

    fn first(runtime: &Path, posts: &Path) -> Door {
        match claim(runtime, posts).unwrap() {
            Claim::First(door) => door,
            Claim::Second(_) => panic!("{} was taken", posts.display()),
        }
    }

    #[test]
    fn the_first_hears_what_the_second_wants() {
        let room = tempfile::tempdir().unwrap();
        let (tell, told) = mpsc::channel();
        let show = move |entry: Option<String>| {
            let known = entry.as_deref() != Some("unknown.md");
            tell.send(entry).unwrap();
            known
        };
        first(room.path(), room.path()).open(show).unwrap();
        let knock = second(room.path(), &room.path().join("."));
        assert!(knock.ask(Some("day.md")) && knock.ask(None));
        assert!(!knock.ask(Some("unknown.md")), "then a second window opens");
        let heard: Vec<_> = told.try_iter().collect();
        let names = [Some("day.md"), None, Some("unknown.md")];
        assert_eq!(heard, names.map(|name| name.map(str::to_owned)));
    }

    #[test]
    fn a_folder_is_free_again_when_its_first_is_gone_and_others_are_free() {
        let room = tempfile::tempdir().unwrap();
        let door = first(room.path(), room.path());
        first(room.path(), Path::new("/"));
        let knock = second(room.path(), room.path());
        drop(door);
        assert!(!knock.ask(None), "nobody is there");
        first(room.path(), room.path());
    }
}
