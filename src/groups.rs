//! The domain: what a group is, and which groups a badge shows in which order.
//! It knows neither the wire nor the page.

use crate::{options::Sort, pieces::joined};
use std::cmp::Ordering;

/// One group that the user belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The group's id: an integer as the API documents it, kept as text since it is only ever put into an address.
    pub id: String,
    /// The name as plain text on one line; never blank.
    pub name: String,
    /// The description as plain text; lines are parted by `\n`, paragraphs by an empty line; may be empty.
    pub description: String,
    /// Members, at most 2^53 (what a script's number holds exactly); `None` where the answer has no usable count.
    pub member_count: Option<u64>,
    /// Topics, with the same bounds as the members.
    pub topic_count: Option<u64>,
    /// When the group was created; `None` where the answer has no date.
    pub created: Option<Timestamp>,
    /// Whether the group is private: a badge is public, so it is hidden unless the author says otherwise.
    pub is_private: bool,
    /// The group's own address, absolute and of http or https; `None` where the answer has none.
    pub url: Option<String>,
}

/// A date and time of no stated zone, as `YYYY-MM-DDThh:mm:ss`. Its order as text is its order in time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(String);

impl Timestamp {
    /// Reads the API's `YYYY-MM-DD hh:mm:ss`; `None` for anything else, the "no date" of all zeros included.
    pub fn parse(text: &str) -> Option<Self> {
        let (date, time) = text.trim().split_once([' ', 'T'])?;
        let [year, month, day] = numbers(date, '-', [4, 2, 2])?;
        let time = time.trim_start();
        let [hour, minute, second] = numbers(time, ':', [2, 2, 2])?;
        let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        let last_day = match month {
            2 => 28 + u16::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        let is_real =
            year > 0 && (1..=last_day).contains(&day) && hour < 24 && minute < 60 && second <= 60;
        is_real.then(|| Self(joined([date, "T", time])))
    }

    /// The text, `YYYY-MM-DDThh:mm:ss`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The date alone, `YYYY-MM-DD`.
    pub fn date(&self) -> &str {
        self.0.split_once('T').map_or("", |(date, _)| date)
    }
}

/// Three numbers of exactly these widths in digits, parted by `separator`.
fn numbers(text: &str, separator: char, widths: [usize; 3]) -> Option<[u16; 3]> {
    let mut parts = text.split(separator);
    let mut read = [0; 3];
    for (number, width) in read.iter_mut().zip(widths) {
        let part = parts.next()?;
        if part.len() != width || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        *number = part.parse().ok()?;
    }
    parts.next().is_none().then_some(read)
}

/// Which groups a page shows, and in which order: their places in `groups`. Private ones are shown only if asked for.
///
/// Equals stay in the order of the response, and what lacks a count or a date comes last; `by_name` is the language's
/// own order of the names at two places.
pub fn arranged(
    groups: &[Group],
    show_private: bool,
    sort: Sort,
    by_name: impl Fn(usize, usize) -> Ordering,
) -> Vec<usize> {
    let member_count = |place: usize| groups.get(place).and_then(|group| group.member_count);
    let created = |place: usize| groups.get(place).and_then(|group| group.created.as_ref());
    let order = |one: usize, other: usize| match sort {
        Sort::Api => Ordering::Equal,
        Sort::Members => member_count(other).cmp(&member_count(one)),
        Sort::Name => by_name(one, other),
        Sort::Newest => created(other).cmp(&created(one)),
    };
    // The standard library's stable sort is several kilobytes of code that every visitor would load. To insert moves
    // more, but what it moves is a number each, and the comparisons, which cost most, are as few as can be.
    let mut places = Vec::with_capacity(groups.len());
    for (place, group) in groups.iter().enumerate() {
        if group.is_private && !show_private {
            continue;
        }
        let at = places.partition_point(|before| order(*before, place).is_le());
        places.insert(at, place);
    }
    places
}
