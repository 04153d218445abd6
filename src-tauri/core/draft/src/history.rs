//! Which of the texts that a file once held are kept.
//!
//! A rule over times and sizes: not the snapshots themselves, which `faircopy-host` keeps.

use std::collections::{HashMap, HashSet};

/// How long every snapshot is kept, in milliseconds: an hour.
pub const ALL_WITHIN: i64 = 60 * 60 * 1_000;
/// How long one snapshot of each hour is kept, in milliseconds: a day. After it, one of each day.
pub const HOURLY_WITHIN: i64 = 24 * ALL_WITHIN;

/// A snapshot, as far as the rules ask about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Snapshot {
    /// When it was taken, in milliseconds since 1970 in UTC.
    pub at: i64,
    /// What it takes on the disk, in bytes.
    pub bytes: u64,
    /// Which file it is of: equal numbers, one file.
    pub file: u64,
}

/// The places in `snapshots`, which are all of one file, of those that are no longer needed at
/// `now`, in milliseconds since 1970.
///
/// All of the last hour stay, of the day before them the last of each hour, and of the time
/// before that the last of each day; hours and days are those of UTC. The newest always stays,
/// and so does what seems to come from the future, since it may be the clock that is wrong.
pub fn thin(now: i64, snapshots: &[Snapshot]) -> Vec<usize> {
    let mut newest_first: Vec<usize> = (0..snapshots.len()).collect();
    newest_first.sort_by_key(|place| std::cmp::Reverse((snapshots[*place].at, *place)));
    let mut taken = HashSet::new();
    let mut removed: Vec<usize> = newest_first
        .into_iter()
        .enumerate()
        .filter(|(rank, place)| {
            let at = snapshots[*place].at;
            // The first that is met of an hour or a day is the last that was taken in it. Newer
            // ones count whatever their age, so that it never matters when this was asked before.
            let of_hour = taken.insert((ALL_WITHIN, at.div_euclid(ALL_WITHIN)));
            let of_day = taken.insert((HOURLY_WITHIN, at.div_euclid(HOURLY_WITHIN)));
            let is_last = match span(now.saturating_sub(at)) {
                None => true,
                Some(ALL_WITHIN) => of_hour,
                Some(_) => of_day,
            };
            *rank > 0 && !is_last
        })
        .map(|(_, place)| place)
        .collect();
    removed.sort_unstable();
    removed
}

/// The places in `snapshots`, of any number of files, of those that have to go so that all of
/// them take at most `limit` bytes: the oldest first, but the newest of a file only when no
/// older one is left of any.
pub fn beyond_size(limit: u64, snapshots: &[Snapshot]) -> Vec<usize> {
    let mut newest_first: Vec<usize> = (0..snapshots.len()).collect();
    newest_first.sort_by_key(|place| std::cmp::Reverse((snapshots[*place].at, *place)));
    let mut seen = HashSet::new();
    let (mut kept_first, older): (Vec<usize>, Vec<usize>) = newest_first
        .into_iter()
        .partition(|place| seen.insert(snapshots[*place].file));
    kept_first.extend(older);
    let mut total: u64 = 0;
    let mut removed: Vec<usize> = kept_first
        .into_iter()
        .skip_while(|place| {
            total = total.saturating_add(snapshots[*place].bytes);
            total <= limit
        })
        .collect();
    removed.sort_unstable();
    removed
}

/// The places in `snapshots`, of any number of files, of those that are more than `longest`
/// milliseconds older than the newest of all; the newest of a file always stays.
///
/// The newest snapshot rather than a clock says what time it is: one that runs years ahead at a
/// start must not cost what was kept.
pub fn beyond_age(longest: i64, snapshots: &[Snapshot]) -> Vec<usize> {
    let mut newest: HashMap<u64, (i64, usize)> = HashMap::new();
    for (place, snapshot) in snapshots.iter().enumerate() {
        let of_file = newest.entry(snapshot.file).or_insert((snapshot.at, place));
        *of_file = (*of_file).max((snapshot.at, place));
    }
    let now = newest.values().map(|(at, _)| *at).max().unwrap_or(0);
    let places = 0..snapshots.len();
    places
        .filter(|place| {
            let snapshot = snapshots[*place];
            newest[&snapshot.file].1 != *place && now.saturating_sub(snapshot.at) > longest
        })
        .collect()
}

/// Within which span of time one snapshot is kept at that age; `None` where all are.
fn span(age: i64) -> Option<i64> {
    if age <= ALL_WITHIN {
        None
    } else if age <= HOURLY_WITHIN {
        Some(ALL_WITHIN)
    } else {
        Some(HOURLY_WITHIN)
    }
}

#[cfg(test)]
mod tests {
    use super::{ALL_WITHIN, HOURLY_WITHIN, Snapshot, beyond_age, beyond_size, thin};
    use proptest::prelude::*;
    use std::collections::HashSet;

    const HOUR: i64 = ALL_WITHIN;
    const DAY: i64 = HOURLY_WITHIN;
    /// Noon, so that a day has hours on both sides.
    const NOW: i64 = 20_000 * DAY + DAY / 2;

    fn at(at: i64) -> Snapshot {
        let (bytes, file) = (1, 0);
        Snapshot { at, bytes, file }
    }

    fn left(now: i64, snapshots: &[Snapshot]) -> Vec<Snapshot> {
        let removed: HashSet<usize> = thin(now, snapshots).into_iter().collect();
        let places = (0..snapshots.len()).filter(|place| !removed.contains(place));
        places.map(|place| snapshots[place]).collect()
    }

    #[test]
    fn snapshots_thin_out_with_age() {
        let check = |ages: &[i64], kept: &[i64]| {
            let snapshots: Vec<Snapshot> = ages.iter().map(|age| at(NOW - age)).collect();
            let left: Vec<i64> = left(NOW, &snapshots)
                .iter()
                .map(|snapshot| NOW - snapshot.at)
                .collect();
            assert_eq!(left, kept, "{ages:?}");
        };
        check(&[], &[]);
        check(&[0, 1, 2, HOUR], &[0, 1, 2, HOUR]);
        check(&[2 * HOUR + 1, 2 * HOUR + 2, 3 * HOUR - 1], &[2 * HOUR + 1]);
        check(&[5 * HOUR, 5 * HOUR + 1], &[5 * HOUR, 5 * HOUR + 1]);
        check(&[2 * DAY + 1, 2 * DAY + 9 * HOUR], &[2 * DAY + 1]);
        check(
            &[2 * DAY, 3 * DAY, 400 * DAY],
            &[2 * DAY, 3 * DAY, 400 * DAY],
        );
        check(&[-10 * DAY, -10 * DAY - 1], &[-10 * DAY, -10 * DAY - 1]);
    }

    #[test]
    fn the_oldest_go_first_when_space_is_short() {
        let snapshot = |at, bytes, file| Snapshot { at, bytes, file };
        let all = [
            snapshot(1, 10, 1),
            snapshot(2, 10, 1),
            snapshot(3, 10, 2),
            snapshot(4, 10, 2),
        ];
        assert_eq!(beyond_size(40, &all), [0; 0]);
        assert_eq!(beyond_size(39, &all), [0]);
        assert_eq!(beyond_size(20, &all), [0, 2]);
        assert_eq!(beyond_size(19, &all), [0, 1, 2]);
        assert_eq!(
            beyond_size(u64::MAX, &[snapshot(1, u64::MAX, 1); 2]),
            [0; 0]
        );
    }

    #[test]
    fn what_is_older_than_wished_goes_but_the_newest_of_each_file() {
        let snapshot = |at, file| Snapshot { at, bytes: 1, file };
        let all = [
            snapshot(NOW - 9 * DAY, 1),
            snapshot(NOW - 8 * DAY, 2),
            snapshot(NOW - 7 * DAY, 1),
            snapshot(NOW, 1),
        ];
        assert_eq!(beyond_age(7 * DAY, &all), [0]);
        assert_eq!(beyond_age(0, &all), [0, 2]);
        assert_eq!(beyond_age(9 * DAY, &all), [0; 0]);
        assert_eq!(beyond_age(0, &[]), [0; 0]);
    }

    fn any_snapshots() -> impl Strategy<Value = Vec<Snapshot>> {
        let age = prop_oneof![-HOUR..3 * HOUR, 0..3 * DAY, 0..400 * DAY];
        prop::collection::vec(age.prop_map(|age| at(NOW - age)), 0..200)
    }

    /// A snapshot of whose span nothing is left.
    fn lost<'s>(now: i64, snapshots: &'s [Snapshot], left: &[Snapshot]) -> Option<&'s Snapshot> {
        snapshots.iter().find(|snapshot| {
            let age = now - snapshot.at;
            let spans = [(HOUR, 1), (DAY, HOUR), (i64::MAX, DAY)];
            let span = spans.iter().find(|(until, _)| age <= *until).unwrap().1;
            let number = snapshot.at.div_euclid(span);
            !left.iter().any(|other| other.at.div_euclid(span) == number)
        })
    }

    proptest! {
        #[test]
        fn thinning_keeps_one_of_each_span_and_is_settled_at_once(
            snapshots in any_snapshots(),
            later in 0..100 * DAY,
        ) {
            let kept = left(NOW, &snapshots);
            prop_assert_eq!(&left(NOW, &kept), &kept);
            prop_assert_eq!(lost(NOW, &snapshots, &kept), None);
            // However often it is thinned meanwhile, the same is left in the end.
            let in_steps = left(NOW + later, &kept);
            prop_assert_eq!(&in_steps, &left(NOW + later, &snapshots));
            prop_assert_eq!(lost(NOW + later, &snapshots, &in_steps), None);
        }

        #[test]
        fn no_more_is_kept_than_the_limit_allows(
            sizes in prop::collection::vec((0..1_000_i64, 0..1_000_u64, 0..5_u64), 0..50),
            limit in 0..20_000_u64,
        ) {
            let snapshots: Vec<Snapshot> = sizes
                .iter()
                .map(|&(at, bytes, file)| Snapshot { at, bytes, file })
                .collect();
            let removed: HashSet<usize> = beyond_size(limit, &snapshots).into_iter().collect();
            let sum: u64 = (0..snapshots.len())
                .filter(|place| !removed.contains(place))
                .map(|place| snapshots[place].bytes)
                .sum();
            prop_assert!(sum <= limit);
            let total: u64 = snapshots.iter().map(|snapshot| snapshot.bytes).sum();
            prop_assert!(total > limit || removed.is_empty());
        }
    }
}
