//! Times as services write them, in the two ways that this crate writes them. All are UTC.

use chrono::{DateTime, Utc};

/// Seconds since 1970-01-01T00:00:00Z.
pub type UnixTime = u64;

/// Formats a time as `2026-11-25T08:30:00Z`; empty beyond the years that can be written.
pub fn rfc3339(at: UnixTime) -> String {
    format(at, "%Y-%m-%dT%H:%M:%SZ")
}

/// Formats a time's date as `2026-11-25`.
pub fn date(at: UnixTime) -> String {
    format(at, "%Y-%m-%d")
}

/// Formats a time in the documented form, `2026-11-25 08:30:00`.
pub fn documented(at: UnixTime) -> String {
    format(at, "%Y-%m-%d %H:%M:%S")
}

fn format(at: UnixTime, pattern: &str) -> String {
    let at = i64::try_from(at).ok();
    at.and_then(|at| DateTime::<Utc>::from_timestamp(at, 0))
        .map(|at| at.format(pattern).to_string())
        .unwrap_or_default()
}

/// Reads RFC 3339, with or without its zone (none means UTC).
pub fn parse(text: &str) -> Option<UnixTime> {
    let text = text.trim();
    let parsed = DateTime::parse_from_rfc3339(text)
        .or_else(|_| DateTime::parse_from_rfc3339(&format!("{text}Z")))
        .ok()?;
    u64::try_from(parsed.timestamp()).ok()
}

/// Reads a `Retry-After` header, seconds or a date, as seconds from `now` on.
/// <https://www.rfc-editor.org/rfc/rfc9110#field.retry-after>
pub fn retry_after(header: &str, now: UnixTime) -> Option<u64> {
    let header = header.trim();
    if let Ok(seconds) = header.parse() {
        return Some(seconds);
    }
    let at = DateTime::parse_from_rfc2822(header).ok()?.timestamp();
    Some(u64::try_from(at).ok()?.saturating_sub(now))
}

/// Reads a duration such as `90s`, `15m`, `12h` or `7d`, in seconds; a number alone counts seconds.
pub fn duration(text: &str) -> Option<u64> {
    let text = text.trim();
    let end = text
        .find(|character: char| !character.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let seconds = match unit {
        "" | "s" => 1,
        "m" => 60,
        "h" => 60 * 60,
        "d" => 24 * 60 * 60,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_and_read() {
        assert_eq!(rfc3339(1_155_303_524), "2006-08-11T13:38:44Z");
        assert_eq!(documented(1_155_303_524), "2006-08-11 13:38:44");
        assert_eq!(parse("2006-08-11T13:38:44Z"), Some(1_155_303_524));
        assert_eq!(parse("2006-08-11T15:38:44.5+02:00"), Some(1_155_303_524));
        assert_eq!(parse("2006-08-11T13:38:44"), Some(1_155_303_524));
        for no_time in ["", "yesterday", "2006-13-11T13:38:44Z", "0000-00-00"] {
            assert_eq!(parse(no_time), None, "{no_time}");
        }
        assert_eq!(rfc3339(u64::MAX), "");
    }

    #[test]
    fn a_retry_after_is_seconds_or_a_date() {
        assert_eq!(retry_after(" 120 ", 0), Some(120));
        let date = "Fri, 11 Aug 2006 13:38:44 GMT";
        assert_eq!(retry_after(date, 1_155_303_500), Some(24));
        assert_eq!(retry_after(date, 1_155_303_999), Some(0));
        assert_eq!(retry_after("soon", 0), None);
    }

    #[test]
    fn a_duration_has_one_unit() {
        let read = ["90", "90s", "15m", "12h", "7d"].map(duration);
        assert_eq!(
            read,
            [Some(90), Some(90), Some(900), Some(43_200), Some(604_800)]
        );
        for none in ["", "m", "1.5h", "-3s", "3 s", "99999999999999999d"] {
            assert_eq!(duration(none), None, "{none}");
        }
    }
}
