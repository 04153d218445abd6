//! The kramdown dialect, by a reader of our own.

mod abbreviations;
mod attributes;
mod blocks;
mod code;
mod code_blocks;
mod definition_lists;
mod emphasis;
mod entities;
mod escape;
mod extensions;
mod footnotes;
mod headers;
mod html_blocks;
mod html_names;
mod html_tags;
mod ids;
mod incremental;
mod inline;
mod inline_html;
mod languages;
mod links;
mod lists;
mod outline;
mod page;
mod prepare;
mod references;
mod returns;
mod scan;
mod signs;
mod tables;
mod toc;
mod tree;
mod update;
mod writer;

pub(crate) use entities::named as named_entity;
pub(crate) use incremental::Body;
