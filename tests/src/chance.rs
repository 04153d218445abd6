//! Trials by chance that a number repeats, and how many of them there are.

/// Says how many trials of each kind there are: `long`, or a number.
const VARIABLE: &str = "FAIRCOPY_FAULTS";

/// How many trials to make: `short` in the ordinary run, `long` in the one that takes its time.
///
/// # Errors
/// The variable says something else.
pub fn trials(short: usize, long: usize) -> Result<usize, String> {
    match std::env::var(VARIABLE).unwrap_or_default().as_str() {
        "" => Ok(short),
        "long" => Ok(long),
        number => number
            .parse()
            .map_err(|_| format!("{VARIABLE} is `long` or a number, not {number}")),
    }
}

/// Numbers by chance, the same for the same seed.
#[derive(Debug, Clone)]
pub struct Chance {
    state: u64,
}

impl Chance {
    /// The numbers of this seed.
    pub fn new(seed: u64) -> Self {
        Self {
            // Never 0, where the generator would stay.
            state: (seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
        }
    }

    /// The next number below `below` (xorshift64, Marsaglia 2003).
    pub fn below(&mut self, below: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        usize::try_from(self.state >> 11).unwrap_or(usize::MAX) % below.max(1)
    }
}
