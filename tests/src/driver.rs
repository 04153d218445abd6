//! A WebDriver session with WebKitWebDriver: plain HTTP and JSON on this machine.

use crate::group::Group;
use crate::http::{free_port, request};
use crate::{Key, Trouble};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// WebKitWebDriver listens within a tenth of a second; a loaded machine gets much more.
const READY_WITHIN: Duration = Duration::from_secs(30);
/// How often an unready driver is asked again.
const ASK_EVERY: Duration = Duration::from_millis(20);
/// The name that WebDriver gives to the reference of an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// WebKit takes a picture after the next frame, which a page at rest never draws: so it draws some.
const KEEP_PAINTING: &str = "\
    const dot = document.createElement('i'); let frames = 0;
    Object.assign(dot.style, {position: 'fixed', right: 0, bottom: 0, width: '1px', height: '1px', background: 'gray'});
    const paint = () => {
      dot.style.opacity = frames % 2 ? 0.01 : 0.02;
      if (++frames < 60) requestAnimationFrame(paint); else dot.remove();
    };
    document.body.append(dot); paint();";

/// An element of the page, as the driver names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element(String);

/// One session: one running program and its page.
#[derive(Debug)]
pub struct Driver {
    port: u16,
    session: String,
    _program: Group,
}

impl Driver {
    /// Starts the driver with `command` (its port is added) and lets it start `app` with `args`.
    ///
    /// # Errors
    /// The driver does not start, or the app gives it no page.
    pub fn start(command: &mut Command, app: &Path, args: &[String]) -> Result<Self, Trouble> {
        let port = free_port().map_err(Trouble::io("looking for a free port"))?;
        command.arg(format!("--port={port}"));
        let mut program = Group::start(command)?;
        wait_ready(port, &mut program)?;
        let wish = json!({"capabilities": {"alwaysMatch": {
            "webkitgtk:browserOptions": {"binary": app, "args": args},
        }}});
        let answer = ask(port, "POST", "/session", Some(&wish))?;
        let session = answer["sessionId"].as_str().unwrap_or_default().to_owned();
        Ok(Self {
            port,
            session,
            _program: program,
        })
    }

    fn post(&self, path: &str, body: &Value) -> Result<Value, Trouble> {
        ask(
            self.port,
            "POST",
            &format!("/session/{}{path}", self.session),
            Some(body),
        )
    }

    fn get(&self, path: &str) -> Result<Value, Trouble> {
        ask(
            self.port,
            "GET",
            &format!("/session/{}{path}", self.session),
            None,
        )
    }

    /// Goes to an address; the app's own page needs none.
    ///
    /// # Errors
    /// The driver refuses.
    pub fn go(&self, address: &str) -> Result<(), Trouble> {
        self.post("/url", &json!({ "url": address })).map(drop)
    }

    /// The first element that a CSS selector finds.
    ///
    /// # Errors
    /// There is none.
    pub fn find(&self, css: &str) -> Result<Element, Trouble> {
        let found = self.post("/element", &json!({"using": "css selector", "value": css}))?;
        match found[ELEMENT].as_str() {
            Some(id) => Ok(Element(id.to_owned())),
            None => Err(Trouble::Unreadable {
                request: format!("find {css}"),
                answer: found.to_string(),
            }),
        }
    }

    /// Clicks into the middle of an element.
    ///
    /// # Errors
    /// It is hidden, covered or gone.
    pub fn click(&self, element: &Element) -> Result<(), Trouble> {
        self.post(&format!("/element/{}/click", element.0), &json!({}))
            .map(drop)
    }

    /// Types into an element.
    ///
    /// # Errors
    /// It takes no keys.
    pub fn type_into(&self, element: &Element, text: &str) -> Result<(), Trouble> {
        // A bare line break is no key to WebKitWebDriver.
        let keys = text.replace('\n', &Key::Enter.code().to_string());
        self.post(
            &format!("/element/{}/value", element.0),
            &json!({ "text": keys }),
        )
        .map(drop)
    }

    /// Strikes keys together: all go down in order and up in the other.
    ///
    /// # Errors
    /// The driver refuses.
    pub fn chord(&self, keys: &[Key]) -> Result<(), Trouble> {
        let down = keys
            .iter()
            .map(|key| json!({"type": "keyDown", "value": key.code()}));
        let up = keys
            .iter()
            .rev()
            .map(|key| json!({"type": "keyUp", "value": key.code()}));
        let strokes: Vec<Value> = down.chain(up).collect();
        self.post(
            "/actions",
            &json!({"actions": [{"type": "key", "id": "keyboard", "actions": strokes}]}),
        )
        .map(drop)
    }

    /// Presses the mouse on an element, moves it by so many pixels, and lets go.
    ///
    /// # Errors
    /// The element is gone or the driver refuses.
    pub fn drag(&self, element: &Element, right: i32, down: i32) -> Result<(), Trouble> {
        let from = json!({ELEMENT: element.0});
        self.post(
            "/actions",
            &json!({"actions": [{"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": [
                {"type": "pointerMove", "duration": 0, "origin": from, "x": 0, "y": 0},
                {"type": "pointerDown", "button": 0},
                {"type": "pointerMove", "duration": 100, "origin": "pointer", "x": right, "y": down},
                {"type": "pointerUp", "button": 0},
            ]}]}),
        )
        .map(drop)
    }

    /// Makes the window so many pixels wide and high.
    ///
    /// # Errors
    /// The driver refuses.
    pub fn resize(&self, width: u32, height: u32) -> Result<(), Trouble> {
        self.post(
            "/window/rect",
            &json!({"x": 0, "y": 0, "width": width, "height": height}),
        )
        .map(drop)
    }

    /// Runs the body of a function in the page and gives what it returns.
    ///
    /// # Errors
    /// The script throws.
    pub fn run(&self, script: &str, args: &[Value]) -> Result<Value, Trouble> {
        self.post("/execute/sync", &json!({"script": script, "args": args}))
    }

    /// As [`run`](Self::run), but the script calls its last argument with the result.
    ///
    /// # Errors
    /// The script throws or never calls.
    pub fn run_async(&self, script: &str, args: &[Value]) -> Result<Value, Trouble> {
        self.post("/execute/async", &json!({"script": script, "args": args}))
    }

    /// How long an asynchronous script may take.
    ///
    /// # Errors
    /// The driver refuses.
    pub fn allow(&self, time: Duration) -> Result<(), Trouble> {
        let milliseconds = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        self.post("/timeouts", &json!({ "script": milliseconds }))
            .map(drop)
    }

    /// Goes into the frame that an element is.
    ///
    /// # Errors
    /// The element is no frame.
    pub fn enter_frame(&self, element: &Element) -> Result<(), Trouble> {
        self.post("/frame", &json!({"id": {ELEMENT: element.0}}))
            .map(drop)
    }

    /// Goes back to the window's own page.
    ///
    /// # Errors
    /// The driver refuses.
    pub fn leave_frame(&self) -> Result<(), Trouble> {
        self.post("/frame", &json!({"id": null})).map(drop)
    }

    /// A picture of the window, as base64 of a PNG.
    ///
    /// # Errors
    /// The driver refuses.
    pub fn picture(&self) -> Result<String, Trouble> {
        self.run(KEEP_PAINTING, &[])?;
        let picture = self.get("/screenshot")?;
        Ok(picture.as_str().unwrap_or_default().to_owned())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The program's group ends right after, whatever the driver answers.
        drop(request(
            self.port,
            "DELETE",
            &format!("/session/{}", self.session),
            None,
        ));
    }
}

fn wait_ready(port: u16, program: &mut Group) -> Result<(), Trouble> {
    let start = Instant::now();
    loop {
        match request(port, "GET", "/status", None) {
            Ok(_) => return Ok(()),
            Err(source) if start.elapsed() > READY_WITHIN => {
                return Err(Trouble::Io {
                    doing: "waiting for WebKitWebDriver".to_owned(),
                    source,
                });
            }
            Err(_) => {}
        }
        if let Some(status) = program.ended() {
            return Err(Trouble::EndedEarly {
                program: "WebKitWebDriver",
                said: status.to_string(),
            });
        }
        std::thread::sleep(ASK_EVERY);
    }
}

/// Asks the driver and takes `value` out of its answer (WebDriver, section "Send a response").
fn ask(port: u16, method: &str, path: &str, body: Option<&Value>) -> Result<Value, Trouble> {
    let named = || {
        format!(
            "{method} {path} {}",
            body.map(Value::to_string).unwrap_or_default()
        )
    };
    let text = request(port, method, path, body).map_err(|source| Trouble::Io {
        doing: named(),
        source,
    })?;
    let Ok(answer) = serde_json::from_str::<Value>(&text) else {
        return Err(Trouble::Unreadable {
            request: named(),
            answer: text,
        });
    };
    let value = &answer["value"];
    match value["error"].as_str() {
        Some(error) if value["message"].is_string() => Err(Trouble::Refused {
            request: named(),
            error: error.to_owned(),
            message: value["message"].as_str().unwrap_or_default().to_owned(),
        }),
        _ => Ok(value.clone()),
    }
}
