//! Reads the time formats of services, and writes times in two formats. All times are UTC.

use chrono::{DateTime, NaiveDateTime, Utc};

/// Seconds since 1970-01-01T00:00:00Z.
pub type UnixTime = u64;

/// Formats a time as `2026-11-25T08:30:00Z`. The result is empty if the year is out of range.
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

/// Reads a time in the format of RFC 3339. Without a time zone, it is UTC.
pub fn parse(text: &str) -> Option<UnixTime> {
    let text = text.trim();
    let parsed = DateTime::parse_from_rfc3339(text)
        .or_else(|_| DateTime::parse_from_rfc3339(&format!("{text}Z")))
        .ok()?;
    u64::try_from(parsed.timestamp()).ok()
}

/// The longest pause, in seconds, that a service can ask for. A longer one would stop a source until
/// the program is restarted, and is a mistake of the service.
pub const LONGEST_PAUSE: UnixTime = 24 * 60 * 60;

/// Reads a `Retry-After` header as seconds from `now` on, at most [`LONGEST_PAUSE`]. The header is a
/// date, or a number of seconds, which some services write with a fraction.
/// <https://www.rfc-editor.org/rfc/rfc9110#field.retry-after>
pub fn retry_after(header: &str, now: UnixTime) -> Option<u64> {
    let header = header.trim();
    let pause = match seconds(header) {
        Some(seconds) => seconds,
        None => http_date(header)?.saturating_sub(now),
    };
    Some(pause.min(LONGEST_PAUSE))
}

/// Reads a number of seconds, and rounds it up. If it is too large, the result is the maximum.
fn seconds(text: &str) -> Option<u64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let are_digits =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !are_digits(whole) || !are_digits(fraction) {
        return None;
    }
    let whole = whole.parse::<u64>().unwrap_or(u64::MAX);
    let is_rounded_up = fraction.bytes().any(|digit| digit != b'0');
    Some(whole.saturating_add(u64::from(is_rounded_up)))
}

/// Reads the three formats of an HTTP date. A date before 1970 becomes 1970.
/// <https://www.rfc-editor.org/rfc/rfc9110#name-date-time-formats>
fn http_date(text: &str) -> Option<UnixTime> {
    const OBSOLETE: [&str; 2] = ["%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"];
    let obsolete = |format: &&str| NaiveDateTime::parse_from_str(text, format).ok();
    let at = match DateTime::parse_from_rfc2822(text) {
        Ok(at) => at.timestamp(),
        Err(_) => OBSOLETE.iter().find_map(obsolete)?.and_utc().timestamp(),
    };
    Some(u64::try_from(at).unwrap_or(0))
}

/// Reads a duration such as `90s`, `15m`, `12h` or `7d`; returns seconds. A number without a unit is in
/// seconds.
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
        for date in [
            "Fri, 11 Aug 2006 13:38:44 GMT",
            "Friday, 11-Aug-06 13:38:44 GMT",
            "Fri Aug 11 13:38:44 2006",
        ] {
            assert_eq!(retry_after(date, 1_155_303_500), Some(24), "{date}");
            assert_eq!(retry_after(date, 1_155_303_999), Some(0), "{date}");
        }
        for invalid in ["soon", "", "-5", "1e9", "5s", ".5", "5.", "NaN"] {
            assert_eq!(retry_after(invalid, 0), None, "{invalid}");
        }
    }

    #[test]
    fn a_fraction_of_a_second_is_rounded_up() {
        assert_eq!(retry_after("37.512", 0), Some(38));
        assert_eq!(retry_after("37.000", 0), Some(37));
        assert_eq!(retry_after("0.2", 0), Some(1));
    }

    #[test]
    fn a_retry_after_is_at_most_a_day() {
        for huge in [
            "86401",
            "18446744073709551615",
            "99999999999999999999999.5",
            "Fri, 31 Dec 9999 23:59:59 GMT",
        ] {
            assert_eq!(retry_after(huge, 1_155_303_500), Some(86_400), "{huge}");
        }
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
