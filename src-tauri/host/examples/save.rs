//! Saves one text in a file that holds another: `save FILE OLD NEW`. Made to be interrupted.

use std::path::Path;
use std::process::ExitCode;

use faircopy_host::disk::{self, ContentHash};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path, old, new] = &arguments[..] else {
        eprintln!("usage: save FILE OLD NEW");
        return ExitCode::from(2);
    };
    match disk::save(
        Path::new(path),
        new.as_bytes(),
        Some(ContentHash::of(old.as_bytes())),
    ) {
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(3)
        }
    }
}
