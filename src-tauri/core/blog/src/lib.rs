//! What publishing an entry to a Jekyll blog would do, worked out before anything is written.
//!
//! Values in, values out: the blog comes as a snapshot, time as an argument, and the
//! answer is an export plan that holds every byte that would be written. Nothing here
//! touches a disk; applying a plan is the host's business.

pub mod answers;
pub mod check;
pub mod config;
pub mod conventions;
pub mod differences;
pub mod exported;
pub mod layouts;
pub mod markdown;
pub mod mend;
pub mod moment;
pub mod plan;
pub mod post;
mod private;
pub mod private_words;
pub mod references;
mod rewrite;
pub mod snapshot;
pub mod unused;
pub mod url;

pub use snapshot::{BlogFile, BlogImage, BlogPost, BlogSnapshot};
