//! The built app in a window of its own, driven by keys and clicks. Few and whole: what can be
//! tested without a window is tested there. One file a journey.

mod access;
mod actions;
mod disk;
mod entry;
mod faults;
mod faults_others;
mod find;
mod form;
mod hands;
mod hints;
mod keeping;
mod keys;
mod main_job;
mod mend;
mod others;
mod outline;
mod panes;
mod paste;
mod pictures;
mod publish;
mod room;
mod settings;
mod tables;
mod typing;
