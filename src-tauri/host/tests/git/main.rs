//! The real git, with real remotes: exactly an entry's files are committed and pushed, each state of a
//! repository has its own words, and whatever else the author has there stays as it is.
#![allow(clippy::expect_used, reason = "a test")]

mod blog;
mod commits;
mod remotes;
