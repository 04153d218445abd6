//! Builders for the journeys: posts and blogs in temporary folders, the built programs, the window.
//!
//! What is not here: rules of the domain. A journey says what an author does and sees; how the
//! programs come to it is tested in their own crates.

mod base64;
mod blog;
mod chance;
mod cli;
mod display;
mod driver;
mod error;
mod git;
mod group;
mod http;
mod keyboard;
mod keys;
mod posts;
mod program;
pub mod screens;
pub mod window;
mod witness;

pub use blog::{Site, TempBlog};
pub use chance::{Chance, trials};
pub use cli::{Cli, Ran, Running};
pub use display::Display;
pub use driver::{Driver, Element};
pub use error::{Outcome, Trouble};
pub use git::GitBlog;
pub use keyboard::Keyboard;
pub use keys::Key;
pub use posts::{Cover, TempPosts};
pub use program::{command_line_program, desktop_program, needed_program, workspace_root};
pub use witness::Witness;
