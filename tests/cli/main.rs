//! The command line as people and scripts call it: the stable part of it, and what it says when
//! something is wrong. One file a journey.

mod bad_input;
mod check;
mod corpus;
mod cover;
mod export;
mod export_kills;
mod history;
mod images;
mod list;
mod new;
mod publish;
mod render;
mod set;
mod show;
mod unexport;
mod usage;
mod watch;
