//! Renders the Markdown body of an entry block by block as the blog will publish it.
//!
//! Two dialects: kramdown with GFM input, as Jekyll 4 sets it up, and CommonMark for blogs that ask for it.
//! The same text always gives the same blocks, whether it is rendered at once ([`render`]) or followed
//! edit by edit ([`Document`]).  Nothing here reads the disk, the clock or the environment.

mod commonmark;
mod differences;
mod document;
mod kramdown;
pub mod liquid;
mod named_options;
mod options;
mod preview;

pub use differences::{Cause, Construct, Difference, differences};
pub use document::{Block, Document, Edit, Heading, Patch, headings};
pub use named_options::OptionError;
pub use options::{Dialect, Highlighter, Input, MathEngine, Options, Typography};
pub use preview::Preview;

/// Renders a body into its top-level blocks, in order; joined, their HTML is the whole page body.
///
/// `body` is the entry's text after the front matter, with any line breaks.
pub fn render(body: &str, options: &Options) -> Vec<Block> {
    Document::new(body, options.clone()).into_blocks()
}

/// Renders a body into one string of HTML.
pub fn to_html(body: &str, options: &Options) -> String {
    let blocks = render(body, options);
    let mut html = String::with_capacity(blocks.iter().map(|block| block.html.len()).sum());
    for block in &blocks {
        html.push_str(&block.html);
    }
    html
}
