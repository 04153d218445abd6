//! The app's window, driven as a person would.

use crate::{
    Display, Driver, Element, Key, TempPosts, Trouble, base64, needed_program, workspace_root,
};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The app answers within a tenth of a second; two busy cores under a test run get much more.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// How often a dying process is looked at again.
const ASK_EVERY: Duration = Duration::from_millis(2);

/// The program of WebKit that shows a page.
const WEB_PROCESS: &str = "WebKitWebProcess";

/// How to open a window.
#[derive(Debug, Default)]
pub struct Opening {
    args: Vec<String>,
    variables: Vec<(String, String)>,
    home: Option<TempDir>,
}

impl Opening {
    /// Opens on a posts folder or an entry.
    #[must_use]
    pub fn on(path: &Path) -> Self {
        Self {
            args: vec![path.display().to_string()],
            ..Self::default()
        }
    }

    /// Answers system dialogs with the path that this file holds when one opens.
    #[must_use]
    pub fn answering_dialogs_from(mut self, file: &Path) -> Self {
        self.variables.push((
            "FAIRCOPY_DIALOG_ANSWER".to_owned(),
            file.display().to_string(),
        ));
        self
    }

    /// Answers each system dialog with one path.
    ///
    /// # Errors
    /// The answer cannot be written.
    pub fn answering_dialogs_with(self, posts: &TempPosts, path: &Path) -> Result<Self, Trouble> {
        let answer = posts.beside("answer.txt");
        fs::write(&answer, format!("{}\n", path.display()))
            .map_err(Trouble::io("writing the answer to a dialog"))?;
        Ok(self.answering_dialogs_from(&answer))
    }

    /// Keeps settings and data of an earlier window.
    #[must_use]
    pub fn at_home(mut self, home: TempDir) -> Self {
        self.home = Some(home);
        self
    }

    /// Opens the window of `app` and waits until it has a page.
    ///
    /// # Errors
    /// A program is missing, or the window does not come.
    pub fn open(self, app: &Path) -> Result<Window, Trouble> {
        let display = Display::start()?;
        let home = match self.home {
            Some(home) => home,
            None => TempDir::new().map_err(Trouble::io("making a folder for settings"))?,
        };
        let mut command = driver_command(&display, home.path())?;
        command.envs(self.variables);
        let driver = Driver::start(&mut command, app, &self.args)?;
        driver.allow(PATIENCE + PATIENCE)?;
        let window = Window {
            driver,
            home,
            display,
        };
        window.wait_until("document.readyState === 'complete'")?;
        Ok(window)
    }
}

/// WebKitWebDriver in a session bus and with folders of its own.
fn driver_command(display: &Display, home: &Path) -> Result<Command, Trouble> {
    let bus = needed_program("dbus-run-session", "dbus")?;
    let driver = needed_program("WebKitWebDriver", "webkit2gtk-driver")?;
    let mut command = Command::new(bus);
    command
        .arg("--")
        .arg(driver)
        .env("TAURI_WEBVIEW_AUTOMATION", "true")
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    if std::env::var_os("FAIRCOPY_TEST_NOISE").is_none() {
        command.stderr(Stdio::null());
    }
    surround(&mut command, display, home)?;
    Ok(command)
}

/// Gives a program a display and folders of its own.
fn surround(command: &mut Command, display: &Display, home: &Path) -> Result<(), Trouble> {
    command
        .env("DISPLAY", display.name())
        .env("GDK_BACKEND", "x11")
        .env("NO_AT_BRIDGE", "1")
        .env("HOME", home)
        .env_remove("WAYLAND_DISPLAY");
    for (variable, folder) in [
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_DATA_HOME", "data"),
        ("XDG_CACHE_HOME", "cache"),
        ("XDG_STATE_HOME", "state"),
        ("XDG_RUNTIME_DIR", "run"),
    ] {
        let folder = home.join(folder);
        fs::create_dir_all(&folder).map_err(Trouble::io(format!("making {}", folder.display())))?;
        command.env(variable, folder);
    }
    Ok(())
}

/// The app's window on a display of its own, with settings of its own.
///
/// Fields end in this order: the app first, its display last.
#[derive(Debug)]
pub struct Window {
    driver: Driver,
    home: TempDir,
    display: Display,
}

impl Window {
    /// The session, for what has no name here.
    pub fn driver(&self) -> &Driver {
        &self.driver
    }

    /// Name of the display that the window is on.
    pub fn display(&self) -> &str {
        self.display.name()
    }

    /// The process of the app itself.
    ///
    /// # Errors
    /// It is not running.
    pub fn process(&self) -> Result<u32, Trouble> {
        let all = self.processes(&["faircopy-desktop"])?;
        all.first().copied().ok_or(Trouble::EndedEarly {
            program: "faircopy-desktop",
            said: "no such process".to_owned(),
        })
    }

    /// The processes of this window whose programs have one of these names.
    fn processes(&self, programs: &[&str]) -> Result<Vec<u32>, Trouble> {
        let home = format!("HOME={}", self.home.path().display());
        let mine = |process: &Path| {
            let program = fs::read_link(process.join("exe")).unwrap_or_default();
            if !programs.iter().any(|name| program.ends_with(name)) {
                return false;
            }
            let environment = fs::read(process.join("environ")).unwrap_or_default();
            let mut variables = environment.split(|byte| *byte == 0);
            variables.any(|one| one == home.as_bytes())
        };
        let processes = fs::read_dir("/proc").map_err(Trouble::io("listing processes"))?;
        let mine = processes
            .filter_map(|process| Some(process.ok()?.path()))
            .filter(|process| mine(process))
            .filter_map(|process| process.file_name()?.to_str()?.parse().ok());
        Ok(mine.collect())
    }

    /// Kills the app with everything that shows its page, all at once. Gives the moment.
    ///
    /// # Errors
    /// It is not running.
    pub fn kill(&self) -> Result<Instant, Trouble> {
        let mut all = vec![self.process()?];
        all.extend(self.processes(&[WEB_PROCESS, "WebKitNetworkProcess"])?);
        let moment = Instant::now();
        kill(&all)?;
        Ok(moment)
    }

    /// Kills what shows the page and runs its scripts, as a fault in WebKit does; the app lives.
    /// Gives the moment.
    ///
    /// # Errors
    /// It is not running.
    pub fn kill_page(&self) -> Result<Instant, Trouble> {
        let page = self.processes(&[WEB_PROCESS])?;
        let moment = Instant::now();
        kill(&page)?;
        Ok(moment)
    }

    /// Starts a program for the same user and display, with no session bus.
    ///
    /// # Errors
    /// It cannot be started.
    pub fn start_beside(&self, program: &Path, arg: &Path) -> Result<Child, Trouble> {
        let mut command = Command::new(program);
        command
            .arg(arg)
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        surround(&mut command, &self.display, self.home.path())?;
        let doing = format!("starting {}", program.display());
        command.spawn().map_err(Trouble::io(doing))
    }

    /// The folder of its settings and data.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Closes the window and gives its settings and data for the next one.
    pub fn close(self) -> TempDir {
        let Self {
            driver,
            home,
            display,
        } = self;
        drop(driver);
        drop(display);
        home
    }

    /// Waits until an expression of the page is true, within [`PATIENCE`].
    ///
    /// # Errors
    /// It never is: the error shows the page, and a picture is kept.
    pub fn wait_until(&self, condition: &str) -> Result<Value, Trouble> {
        self.wait_until_within(condition, PATIENCE)
    }

    /// As [`wait_until`](Self::wait_until), within a time of its own.
    ///
    /// # Errors
    /// It never is: the error shows the page, and a picture is kept.
    pub fn wait_until_within(&self, condition: &str, time: Duration) -> Result<Value, Trouble> {
        let milliseconds = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        // The page looks for itself, so that one request waits for one condition.
        let script = format!(
            "const [time, done] = arguments; const end = Date.now() + time;\
             const holds = () => {{ try {{ return ({condition}); }} catch (_) {{ return false; }} }};\
             const look = () => {{ const now = holds();\
               if (now) done(now === true ? true : JSON.parse(JSON.stringify(now)));\
               else if (Date.now() > end) done(null);\
               else setTimeout(look, 15); }};\
             look();"
        );
        match self.driver.run_async(&script, &[json!(milliseconds)])? {
            Value::Null => Err(self.timed_out(condition, time)),
            value => Ok(value),
        }
    }

    fn timed_out(&self, condition: &str, waited: Duration) -> Trouble {
        let page = "return (document.body ? document.body.innerText : '').slice(0, 2000)";
        Trouble::TimedOut {
            condition: condition.to_owned(),
            waited,
            picture: self.keep_picture("timed-out").ok(),
            page: match self.driver.run(page, &[]) {
                Ok(text) => text.as_str().unwrap_or_default().to_owned(),
                Err(trouble) => trouble.to_string(),
            },
        }
    }

    /// The element with this `data-testid`, once it is there and shown.
    ///
    /// # Errors
    /// It does not come.
    pub fn by_testid(&self, id: &str) -> Result<Element, Trouble> {
        self.wait_until(&format!("{}?.getClientRects().length > 0", testid(id)))?;
        self.driver.find(&format!("[data-testid=\"{id}\"]"))
    }

    /// Clicks the element with this `data-testid`.
    ///
    /// # Errors
    /// It does not come or cannot be clicked.
    pub fn click(&self, id: &str) -> Result<(), Trouble> {
        self.driver.click(&self.by_testid(id)?)
    }

    /// Replaces the text of a field as a person would: select all, type, leave.
    ///
    /// # Errors
    /// It does not come or takes no keys.
    pub fn fill(&self, id: &str, text: &str) -> Result<(), Trouble> {
        let field = self.by_testid(id)?;
        self.driver.click(&field)?;
        self.driver.chord(&[Key::Control, Key::Char('a')])?;
        self.driver.type_into(&field, text)
    }

    /// Puts the caret at the end of the entry and types there, if there is anything to type.
    ///
    /// # Errors
    /// There is no editor.
    pub fn write(&self, text: &str) -> Result<(), Trouble> {
        let editor = self.by_testid("editor")?;
        self.driver.click(&editor)?;
        self.driver.chord(&[Key::Control, Key::End])?;
        if text.is_empty() {
            return Ok(());
        }
        self.driver.type_into(&editor, text)
    }

    /// Opens an entry of the library and waits until the window is on it.
    ///
    /// # Errors
    /// The library does not list it.
    pub fn open_entry(&self, path: &str) -> Result<(), Trouble> {
        let row = format!("[data-testid=\"library-row\"][data-path=\"{path}\"]");
        self.wait_until(&format!(
            "document.querySelector('{row}')?.getClientRects().length > 0"
        ))?;
        self.driver.click(&self.driver.find(&row)?)?;
        self.wait_until(&format!(
            "{}?.textContent === {}",
            testid("status-file"),
            json!(path)
        ))?;
        Ok(())
    }

    /// Unfolds the details of the form, where they are folded.
    ///
    /// # Errors
    /// There is no form.
    pub fn unfold_details(&self) -> Result<(), Trouble> {
        let toggle = self.by_testid("form-details-toggle")?;
        let folded = format!(
            "return {}.getAttribute('aria-expanded') === 'false'",
            testid("form-details-toggle")
        );
        if self.driver.run(&folded, &[])? == true {
            self.driver.click(&toggle)?;
        }
        self.by_testid("form-details").map(drop)
    }

    /// Waits until the status bar says that the file holds the text.
    ///
    /// # Errors
    /// It never does.
    pub fn wait_until_saved(&self) -> Result<(), Trouble> {
        self.wait_until(&format!(
            "{}?.dataset.state === 'saved'",
            testid("status-saved")
        ))?;
        Ok(())
    }

    /// Waits until the preview's frame makes an expression over `page` (its document) true.
    ///
    /// # Errors
    /// It never does.
    pub fn wait_for_preview(&self, condition: &str) -> Result<Value, Trouble> {
        self.wait_until(&format!(
            "((page) => page && ({condition}))({}.contentDocument)",
            testid("preview")
        ))
    }

    /// Text of an element, as a person reads it.
    ///
    /// # Errors
    /// The script fails.
    pub fn text_of(&self, id: &str) -> Result<String, Trouble> {
        let text = self
            .driver
            .run(&format!("return {}?.innerText ?? ''", testid(id)), &[])?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Keeps a picture of the window as `target/screens/NAME.png`, for people to look at.
    ///
    /// # Errors
    /// The window gives none or it cannot be written.
    pub fn keep_picture(&self, name: &str) -> Result<PathBuf, Trouble> {
        let path = workspace_root().join(format!("target/screens/{name}.png"));
        self.save_picture(&path)?;
        Ok(path)
    }

    /// Writes a picture of the window to a file.
    ///
    /// # Errors
    /// The window gives none or it cannot be written.
    pub fn save_picture(&self, path: &Path) -> Result<(), Trouble> {
        let bytes = base64::decoded(&self.driver.picture()?);
        let doing = format!("writing {}", path.display());
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(Trouble::io(doing.clone()))?;
        }
        fs::write(path, bytes).map_err(Trouble::io(doing))
    }
}

/// Kills processes, and waits until the system has let go of all they held.
fn kill(processes: &[u32]) -> Result<(), Trouble> {
    let sent = Command::new("kill")
        .arg("-9")
        .args(processes.iter().map(u32::to_string))
        .status()
        .map_err(Trouble::io("killing the window"))?;
    if !sent.success() {
        return Err(Trouble::EndedEarly {
            program: "faircopy-desktop",
            said: "it was gone before it was killed".to_owned(),
        });
    }
    let asked = Instant::now();
    while processes.iter().any(|process| is_alive(*process)) {
        if asked.elapsed() > PATIENCE {
            return Err(Trouble::EndedEarly {
                program: "faircopy-desktop",
                said: "it does not end".to_owned(),
            });
        }
        std::thread::sleep(ASK_EVERY);
    }
    Ok(())
}

/// Whether any thread of a process still runs, and so may hold its files and locks (`proc(5)`).
fn is_alive(process: u32) -> bool {
    let Ok(threads) = fs::read_dir(format!("/proc/{process}/task")) else {
        return false;
    };
    threads.flatten().any(|thread| {
        let stat = fs::read_to_string(thread.path().join("stat")).unwrap_or_default();
        let state = stat.rsplit_once(") ").map(|(_, rest)| rest);
        state.is_some_and(|state| !state.starts_with(['Z', 'X']))
    })
}

/// The expression for the element with this `data-testid`.
pub fn testid(id: &str) -> String {
    format!("document.querySelector('[data-testid=\"{id}\"]')")
}
