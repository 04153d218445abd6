//! The git program with the author's own configuration, hooks, identity and credentials.
//!
//! Explicit paths only, never by force, and nothing that waits for an answer nobody can give.

mod branch;
mod commit;
mod error;
mod program;
mod pull;
mod push;
mod state;

pub use branch::{has_branch, switch, switch_with};
pub use commit::commit;
pub use error::GitError;
pub use program::Cancel;
pub use pull::pull;
pub use push::{Pushed, push};
pub use state::{
    Head, Operation, State, Upstream, changed, holds, repository, set_identity, state,
};
