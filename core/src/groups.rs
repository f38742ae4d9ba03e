//! What a group is.

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The group's id: an integer as the API documents it, kept as text since it is only ever put
    /// into an address.
    pub id: String,
    /// The name as plain text on one line; never blank.
    pub name: String,
    /// The description as plain text; lines are parted by `\n`, paragraphs by an empty line; may be
    /// empty.
    pub description: String,
    /// Members, at most 2^53 (what a script's number holds exactly); `None` where the answer has no
    /// usable count.
    pub member_count: Option<u64>,
    /// Topics, with the same bounds as the members.
    pub topic_count: Option<u64>,
    /// When the group was created; `None` where the answer has no date.
    pub created: Option<Timestamp>,
    /// Whether the group is private: a badge is public, so it is hidden unless the author says
    /// otherwise.
    pub is_private: bool,
    /// The group's own address, absolute and of http or https; `None` where the answer has none.
    pub url: Option<String>,
}

/// A date, with a time or without, of no stated zone: `YYYY-MM-DDThh:mm:ss` or `YYYY-MM-DD`. Its
/// order as text is its order in time; a date alone is that day's beginning.
///
/// ```
/// use my_groups_core::groups::Timestamp;
///
/// let (day, noon) = (Timestamp::parse("2006-08-11"), Timestamp::parse("2006-08-11 12:00"));
/// assert!(day < noon);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(String);

impl Timestamp {
    /// Reads the API's `YYYY-MM-DD hh:mm:ss`, a date alone, and what ISO 8601 has besides: a `T`,
    /// no seconds, fractions of a second, `Z` or an offset. These are dropped and nothing is
    /// converted: the date stays as it is written. `None` for anything else, the "no date" of all
    /// zeros included.
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

    /// The text, `YYYY-MM-DDThh:mm:ss`, or `YYYY-MM-DD` where there is no time.
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

    /// The date alone, `YYYY-MM-DD`.
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

/// Whether a text is `YYYY-MM-DD`, and such a day exists.
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

/// The `hh:mm:ss` of a time of day, without its fractions and its zone.
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

/// Whether a text is nothing, `Z`, or an offset: `+hh:mm`, `+hhmm`, `+hh`.
fn is_zone(text: &str) -> bool {
    match text.strip_prefix(['+', '-']) {
        Some(offset) => {
            let digits = offset.replace(':', "");
            matches!(digits.len(), 2 | 4) && digits.bytes().all(|digit| digit.is_ascii_digit())
        }
        None => text.is_empty() || text.eq_ignore_ascii_case("z"),
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
