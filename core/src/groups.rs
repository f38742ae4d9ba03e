//! The types of groups, lists of groups and timestamps.

use serde::Serialize;

/// One group that the user belongs to.
///
/// ```
/// use my_groups_core::{failure::Failure, wire::{self, Native}};
///
/// let body = br#"{"rsp": {"stat": "ok", "group": [{"id": 101, "name": "Runners", "member_count": "1,984"}]}}"#;
/// let listing = wire::read(body, None, &Native)?;
/// assert_eq!(listing.groups[0].member_count, Some(1_984));
/// assert_eq!(listing.groups[0].created, None);
/// # Ok::<(), Failure>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// The group's id. The API documents an integer; the badge only puts it into URLs, so it is kept as
    /// text.
    pub id: String,
    /// The name as plain text on one line; never blank.
    pub name: String,
    /// The description as plain text; may be empty. `\n` separates lines, an empty line separates
    /// paragraphs.
    pub description: String,
    /// The number of members, at most 2^53 (the largest integer that JavaScript represents exactly);
    /// `None` if the response has no usable count.
    pub member_count: Option<u64>,
    /// The number of topics, at most 2^53; `None` if the response has no usable count.
    pub topic_count: Option<u64>,
    /// When the group was created; `None` if the response has no date.
    pub created: Option<Timestamp>,
    /// Whether the group is private. A badge is public, so private groups are hidden by default.
    pub is_private: bool,
    /// The group's own URL, absolute and http or https; `None` if the response has no such URL.
    pub url: Option<String>,
}

/// A list of groups with the time at which it was loaded.
///
/// ```
/// use my_groups_core::groups::GroupList;
///
/// let list = GroupList { loaded_at: 1_800_000_000_000, groups: Vec::new() };
/// assert!(list.groups.is_empty());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupList {
    /// When the list was loaded, in milliseconds since 1970.
    pub loaded_at: u64,
    /// The groups in the order of the response, private groups included.
    pub groups: Vec<Group>,
}

/// A date with an optional time, without a time zone: `YYYY-MM-DDThh:mm:ss` or `YYYY-MM-DD`.
/// Timestamps are ordered by time; a date without a time is the start of that day.
///
/// ```
/// use my_groups_core::groups::Timestamp;
///
/// let (day, noon) = (Timestamp::parse("2006-08-11"), Timestamp::parse("2006-08-11 12:00"));
/// assert!(day < noon);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Timestamp(String);

impl Timestamp {
    /// Parses the API's `YYYY-MM-DD hh:mm:ss`, a date without a time, and the forms of ISO 8601:
    /// with `T`, without seconds, with fractions of a second, with `Z` or an offset. Fractions and
    /// offsets are removed without a conversion, so the date stays as written. Returns `None` for
    /// any other text, and for a date of zeros, which the API writes if a group has no date.
    ///
    /// ```
    /// use my_groups_core::groups::Timestamp;
    ///
    /// let read = |text| Timestamp::parse(text).map(|created| created.as_str().to_owned());
    /// assert_eq!(read("2006-08-11 13:38:44").as_deref(), Some("2006-08-11T13:38:44"));
    /// assert_eq!(read("2006-08-11T23:38:44-11:00").as_deref(), Some("2006-08-11T23:38:44"));
    /// assert_eq!(read("2006-08-11").as_deref(), Some("2006-08-11"));
    /// assert_eq!(read("0000-00-00 00:00:00"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let Some((date, time)) = text.split_once([' ', 'T', 't']) else {
            return is_date(text).then(|| Self(text.to_owned()));
        };
        let time = time_of_day(time.trim_start())?;
        is_date(date).then(|| Self([date, "T", &time].concat()))
    }

    /// Returns the text `YYYY-MM-DDThh:mm:ss`, or `YYYY-MM-DD` if the timestamp has no time.
    ///
    /// ```
    /// use my_groups_core::groups::Timestamp;
    ///
    /// let created = Timestamp::parse("2006-08-11 13:38:44").unwrap();
    /// assert_eq!(created.as_str(), "2006-08-11T13:38:44");
    /// ```
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the date, `YYYY-MM-DD`.
    ///
    /// ```
    /// use my_groups_core::groups::Timestamp;
    ///
    /// let created = Timestamp::parse("2006-08-11 13:38:44").unwrap();
    /// assert_eq!(created.date(), "2006-08-11");
    /// ```
    pub fn date(&self) -> &str {
        self.0.split('T').next().unwrap_or_default()
    }
}

/// Returns whether a text is a day of the calendar, written as `YYYY-MM-DD`.
fn is_date(text: &str) -> bool {
    let Some([year, month, day]) = numbers(text, '-', [4, 2, 2]) else {
        return false;
    };
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let last_day = match month {
        2 => 28 + u16::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    year > 0 && (1..=last_day).contains(&day)
}

/// Returns a time of day as `hh:mm:ss`, without fractions and time zone.
fn time_of_day(text: &str) -> Option<String> {
    let end = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
    let (time, zone) = text.split_at(end);
    let (time, fraction) = match time.trim_end().split_once(['.', ',']) {
        Some((time, fraction)) => (time, fraction),
        None => (time.trim_end(), "0"),
    };
    let has_seconds = time.len() > "hh:mm".len();
    let time = if has_seconds {
        time.to_owned()
    } else {
        [time, ":00"].concat()
    };
    let [hour, minute, second] = numbers(&time, ':', [2, 2, 2])?;
    let is_fraction = !fraction.is_empty() && fraction.bytes().all(|digit| digit.is_ascii_digit());
    let is_time = hour < 24 && minute < 60 && second <= 60 && is_fraction && is_zone(zone);
    is_time.then_some(time)
}

/// Returns whether a text is empty, `Z`, or an offset: `+hh:mm`, `+hhmm`, `+hh`.
fn is_zone(text: &str) -> bool {
    match text.strip_prefix(['+', '-']) {
        Some(offset) => {
            let digits = offset.replace(':', "");
            matches!(digits.len(), 2 | 4) && digits.bytes().all(|digit| digit.is_ascii_digit())
        }
        None => text.is_empty() || text.eq_ignore_ascii_case("z"),
    }
}

/// Parses three numbers of exactly these widths in digits, separated by `separator`.
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
