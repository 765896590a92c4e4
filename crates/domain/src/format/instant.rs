//! Points in time as the API writes them, and how long ago they were.

use std::fmt;
use std::str::FromStr;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const DAY_S: i64 = 86_400;

/// A point in time in milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

/// Year, month (1 to 12), day, hour, minute, second.
struct Civil {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
    second: i64,
}

impl Instant {
    /// The instant `unix_ms` milliseconds after the epoch.
    pub const fn from_unix_ms(unix_ms: i64) -> Self {
        Self(unix_ms)
    }

    /// The instant `unix_s` seconds after the epoch, as `_timestamp` of a history row says it.
    #[allow(clippy::cast_possible_truncation, reason = "saturates at the ends of time")]
    pub fn from_unix_s(unix_s: f64) -> Self {
        Self((unix_s * 1e3).round() as i64)
    }

    /// Milliseconds since the epoch.
    pub const fn unix_ms(self) -> i64 {
        self.0
    }

    /// The date at `utc_offset_min` minutes east of Greenwich: `12 Nov 2026`.
    pub fn date(self, utc_offset_min: i64) -> String {
        let at = self.civil(utc_offset_min);
        format!("{} {} {}", at.day, month_name(at.month), at.year)
    }

    /// Date and time of day: `12 Nov 2026, 14:03`.
    pub fn date_time(self, utc_offset_min: i64) -> String {
        let at = self.civil(utc_offset_min);
        format!(
            "{} {} {}, {:02}:{:02}",
            at.day,
            month_name(at.month),
            at.year,
            at.hour,
            at.minute
        )
    }

    /// Day and month: `12 Nov`.
    pub fn day_and_month(self, utc_offset_min: i64) -> String {
        let at = self.civil(utc_offset_min);
        format!("{} {}", at.day, month_name(at.month))
    }

    /// Time of day: `14:03`, or `14:03:27` where seconds matter.
    pub fn time_of_day(self, utc_offset_min: i64, shows_seconds: bool) -> String {
        let at = self.civil(utc_offset_min);
        if shows_seconds {
            format!("{:02}:{:02}:{:02}", at.hour, at.minute, at.second)
        } else {
            format!("{:02}:{:02}", at.hour, at.minute)
        }
    }

    /// The proleptic Gregorian calendar, by counting eras of 400 years that begin on 1 March.
    fn civil(self, utc_offset_min: i64) -> Civil {
        let local_s = self.0.div_euclid(1_000).saturating_add(utc_offset_min * 60);
        let (days, in_day) = (local_s.div_euclid(DAY_S), local_s.rem_euclid(DAY_S));
        let shifted = days + 719_468;
        let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let month = if month_from_march < 10 {
            month_from_march + 3
        } else {
            month_from_march - 9
        };
        Civil {
            year: year_of_era + era * 400 + i64::from(month <= 2),
            month,
            day: day_of_year - (153 * month_from_march + 2) / 5 + 1,
            hour: in_day / 3_600,
            minute: in_day % 3_600 / 60,
            second: in_day % 60,
        }
    }
}

fn month_name(month: i64) -> &'static str {
    usize::try_from(month - 1)
        .ok()
        .and_then(|index| MONTHS.get(index))
        .copied()
        .unwrap_or("?")
}

/// Days since the epoch of a date of the proleptic Gregorian calendar.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// A text that is no date and time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a date and time like 2026-11-12T14:03:27Z")]
pub struct NotAnInstant(String);

impl FromStr for Instant {
    type Err = NotAnInstant;

    /// Reads RFC 3339, and the same without a zone, which means UTC.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse(text).ok_or_else(|| NotAnInstant(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<Instant> {
    let number = |range: std::ops::Range<usize>| -> Option<i64> {
        let part = text.get(range)?;
        part.bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| part.parse().ok())?
    };
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let (hour, minute, second) = (number(11..13)?, number(14..16)?, number(17..19)?);
    let separators = [
        text.get(4..5)?,
        text.get(7..8)?,
        text.get(13..14)?,
        text.get(16..17)?,
    ];
    let in_range = (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && hour < 24
        && minute < 60
        && second <= 60
        && separators == ["-", "-", ":", ":"]
        && matches!(text.get(10..11)?, "T" | "t" | " ");
    let rest = text.get(19..)?;
    let (fraction, zone) = match rest.strip_prefix('.') {
        Some(tail) => tail.split_at(tail.find(|ch: char| !ch.is_ascii_digit()).unwrap_or(tail.len())),
        None => ("", rest),
    };
    let offset_min = zone_minutes(zone)?;
    let milliseconds: i64 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    let seconds =
        days_from_civil(year, month, day) * DAY_S + hour * 3_600 + minute * 60 + second - offset_min * 60;
    in_range.then_some(Instant(seconds * 1_000 + milliseconds))
}

fn zone_minutes(zone: &str) -> Option<i64> {
    if matches!(zone, "" | "Z" | "z") {
        return Some(0);
    }
    let sign = match zone.get(..1)? {
        "+" => 1,
        "-" => -1,
        _ => return None,
    };
    let (hours, minutes) = zone.get(1..)?.split_once(':')?;
    Some(sign * (hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?))
}

impl fmt::Display for Instant {
    /// RFC 3339 in UTC, to the second.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.civil(0);
        let Civil {
            year,
            month,
            day,
            hour,
            minute,
            second,
        } = at;
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"
        )
    }
}

/// How long before `now` something was: `just now`, `12 min ago`, `3 h ago`, `5 days ago`, then its date.
///
/// A clock that runs ahead gives `just now`, never a time in the future.
pub fn relative_time(then: Instant, now: Instant, utc_offset_min: i64) -> String {
    let seconds = (now.0 - then.0).div_euclid(1_000);
    match seconds {
        i64::MIN..60 => "just now".to_owned(),
        60..3_600 => format!("{} min ago", seconds / 60),
        3_600..DAY_S => format!("{} h ago", seconds / 3_600),
        DAY_S..172_800 => "yesterday".to_owned(),
        172_800..2_592_000 => format!("{} days ago", seconds / DAY_S),
        _ => then.date(utc_offset_min),
    }
}

#[cfg(test)]
#[path = "instant_tests.rs"]
mod tests;
