//! How long the machine lets those wait who want to run: a promise in milliseconds needs it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How long the witness rests between two looks at the clock.
const REST: Duration = Duration::from_millis(5);

/// Looks at the clock again and again, and notes how late it came to it.
#[derive(Debug)]
pub struct Witness {
    ended: Arc<AtomicBool>,
    late: Arc<Mutex<Vec<(Instant, Duration)>>>,
    thread: Option<JoinHandle<()>>,
}

impl Witness {
    /// Begins to look.
    pub fn begin() -> Self {
        let ended = Arc::new(AtomicBool::new(false));
        let late = Arc::new(Mutex::new(Vec::new()));
        let (end, notes) = (Arc::clone(&ended), Arc::clone(&late));
        let thread = std::thread::spawn(move || {
            while !end.load(Ordering::Relaxed) {
                let start = Instant::now();
                // Its lateness is what is measured.
                std::thread::sleep(REST);
                let late = start.elapsed().saturating_sub(REST);
                let mut notes = notes.lock().unwrap_or_else(PoisonError::into_inner);
                notes.push((start, late));
            }
        });
        Self {
            ended,
            late,
            thread: Some(thread),
        }
    }

    /// How long somebody who wanted to run had to wait at most, within so much time before now.
    pub fn longest_wait(&self, within: Duration) -> Duration {
        let notes = self.late.lock().unwrap_or_else(PoisonError::into_inner);
        let recent = notes
            .iter()
            .rev()
            .take_while(|(at, _)| at.elapsed() < within);
        recent.map(|(_, late)| *late).max().unwrap_or_default()
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // A witness that panicked has nothing to say.
            drop(thread.join());
        }
    }
}
