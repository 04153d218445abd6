//! Measures full renders against plain pulldown-cmark, typed characters in a large entry, and its memory.
//!
//! usage: bench FILE...   (each file is a post; its text from the front matter on is rendered)
//!
//! Prints one `name value` a line: times in seconds, sizes in bytes.
#![allow(clippy::disallowed_types, clippy::disallowed_methods, unsafe_code)] // it measures time and memory

use std::alloc::{GlobalAlloc, Layout, System};
use std::error::Error;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use faircopy_kramdown::liquid::{Blog, Value};
use faircopy_kramdown::{Document, Edit, Options, Preview, to_html};

/// Renders of all posts, of which the shortest counts.
const TRIALS: usize = 15;

/// The large entry, in bytes.
const LARGE: usize = 1 << 20;

/// Characters typed at each of three places.
const TYPED: usize = 400;

/// Counts what is allocated and not freed.
struct Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call is handed to the system's allocator as it came; only sizes are counted.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        HELD.fetch_add(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller keeps the contract of `dealloc`.
        unsafe { System.dealloc(place, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn main() -> Result<(), Box<dyn Error>> {
    let mut bodies = Vec::new();
    for file in std::env::args().skip(1) {
        let text = String::from_utf8_lossy(&std::fs::read(file)?).into_owned();
        bodies.push(text[body_start(&text)..].to_string());
    }
    if bodies.iter().all(String::is_empty) {
        return Err("usage: bench FILE..., and one of them must hold text".into());
    }
    println!("bytes {}", bodies.iter().map(String::len).sum::<usize>());
    let (ours, theirs) = renders(&bodies);
    println!("render {}", ours.as_secs_f64());
    println!("pulldown-cmark {}", theirs.as_secs_f64());
    let large = large_entry(&bodies);
    let before = HELD.load(Ordering::Relaxed);
    let document = Document::new(&large, Options::default());
    let held = HELD.load(Ordering::Relaxed) - before;
    println!("large {}", large.len());
    println!("held {held}");
    let mut document = document;
    told(
        "typed",
        &typed(large.clone(), |body, edit| document.edit(body, edit).len()),
    );
    let large = large.replace("](http", "]({{ site.baseurl }}/http");
    println!("liquid-tags {}", large.matches("{{").count());
    let mut preview = Preview::new(&large, Options::default(), Some(&Unknown));
    let follow = |body: &str, edit: &Edit| {
        let words = preview.edit_words(body, edit);
        words
            .unwrap_or_else(|| preview.edit(body, edit, Some(&Unknown)))
            .len()
    };
    told("liquid", &typed(large, follow));
    Ok(())
}

/// A blog of which nothing is known but where it lies.
struct Unknown;

impl Blog for Unknown {
    fn variable(&self, name: &str) -> Option<Value> {
        (name == "site.baseurl").then(|| Value::Text("/blog".into()))
    }
    fn link(&self, _: &str) -> Option<String> {
        None
    }
    fn post(&self, _: &str) -> Option<String> {
        None
    }
    fn include(&self, _: &str) -> Option<String> {
        None
    }
}

fn told(name: &str, spent: &[Duration]) {
    println!("{name}-median {}", spent[spent.len() / 2].as_secs_f64());
    println!("{name}-p99 {}", spent[spent.len() * 99 / 100].as_secs_f64());
}

/// Behind the front matter.
fn body_start(text: &str) -> usize {
    let Some(rest) = text.strip_prefix("---\n") else {
        return 0;
    };
    rest.find("\n---\n").map_or(0, |end| 4 + end + 5)
}

fn renders(bodies: &[String]) -> (Duration, Duration) {
    let (mut ours, mut theirs) = (Duration::MAX, Duration::MAX);
    for _ in 0..TRIALS {
        let start = Instant::now();
        for body in bodies {
            std::hint::black_box(to_html(body, &Options::default()));
        }
        ours = ours.min(start.elapsed());
        let start = Instant::now();
        for body in bodies {
            let parser = pulldown_cmark::Parser::new_ext(body, pulldown_cmark::Options::all());
            let mut html = String::new();
            pulldown_cmark::html::push_html(&mut html, parser);
            std::hint::black_box(html);
        }
        theirs = theirs.min(start.elapsed());
    }
    (ours, theirs)
}

/// The posts one after another, again and again.
fn large_entry(bodies: &[String]) -> String {
    let mut large = String::with_capacity(LARGE + LARGE / 4);
    for body in bodies.iter().cycle() {
        large.push_str(body);
        large.push_str("\n\n");
        if large.len() >= LARGE {
            break;
        }
    }
    large
}

/// The time each character took, in order of size.
fn typed(mut body: String, mut follow: impl FnMut(&str, &Edit) -> usize) -> Vec<Duration> {
    let mut spent = Vec::with_capacity(3 * TYPED);
    for place in [1, 500, 999] {
        let mut at = body.len() / 1000 * place;
        while !body.is_char_boundary(at) {
            at -= 1;
        }
        for _ in 0..TYPED {
            body.insert(at, 'x');
            let edit = Edit {
                start: at,
                old_end: at,
                new_end: at + 1,
            };
            let start = Instant::now();
            std::hint::black_box(follow(&body, &edit));
            spent.push(start.elapsed());
            at += 1;
        }
    }
    spent.sort();
    spent
}
