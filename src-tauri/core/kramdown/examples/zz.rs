#![allow(clippy::all, clippy::pedantic, missing_docs)]
#[path = "../tests/real/page.rs"]
mod page;
use std::io::{BufRead, Write};
fn main() {
    let stdin = std::io::stdin();
    let mut input = stdin.lock();
    let mut out = std::io::stdout().lock();
    loop {
        let (mut a, mut b) = (Vec::new(), Vec::new());
        if input.read_until(0, &mut a).unwrap() == 0 {
            break;
        }
        input.read_until(0, &mut b).unwrap();
        a.pop();
        b.pop();
        let (a, b) = (String::from_utf8(a).unwrap(), String::from_utf8(b).unwrap());
        let ours = faircopy_kramdown::to_html(&a, &faircopy_kramdown::Options::default());
        let same = page::normal(&ours) == page::normal(&b);
        out.write_all(if same { b"1" } else { b"0" }).unwrap();
        out.write_all(ours.as_bytes()).unwrap();
        out.write_all(b"\0").unwrap();
        out.flush().unwrap();
    }
}
