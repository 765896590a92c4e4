use super::*;
use proptest::prelude::*;

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

#[test]
fn the_api_s_times_are_read() {
    assert_eq!(at("1970-01-01T00:00:00Z").unix_ms(), 0);
    assert_eq!(at("2026-11-12T14:03:27.250Z").unix_ms(), 1_794_492_207_250);
    assert_eq!(at("2026-11-12T14:03:27"), at("2026-11-12T15:03:27+01:00"));
    assert_eq!(at("2024-02-29T23:59:59Z").date(0), "29 Feb 2024");
}

#[test]
fn what_is_no_time_is_refused() {
    for text in [
        "",
        "yesterday",
        "2026-13-01T00:00:00Z",
        "2026-11-12T14:03:27+1",
        "2026-11-12",
        "2026/11/12T14:03:27Z",
    ] {
        assert!(text.parse::<Instant>().is_err(), "{text}");
    }
}

#[test]
fn a_day_belongs_to_the_reader_s_zone() {
    let late = at("2026-11-12T23:30:00Z");
    assert_eq!(late.date_time(0), "12 Nov 2026, 23:30");
    assert_eq!(late.date_time(60), "13 Nov 2026, 00:30");
    assert_eq!(late.time_of_day(60, true), "00:30:00");
    assert_eq!(late.day_and_month(60), "13 Nov");
}

#[test]
fn relative_times_go_from_now_to_a_date() {
    let now = at("2026-11-24T12:00:00Z");
    let shown = |then: &str| relative_time(at(then), now, 0);
    assert_eq!(shown("2026-11-24T11:59:30Z"), "just now");
    assert_eq!(shown("2026-11-24T12:05:00Z"), "just now");
    assert_eq!(shown("2026-11-24T11:48:00Z"), "12 min ago");
    assert_eq!(shown("2026-11-24T09:00:00Z"), "3 h ago");
    assert_eq!(shown("2026-11-23T10:00:00Z"), "yesterday");
    assert_eq!(shown("2026-11-19T10:00:00Z"), "5 days ago");
    assert_eq!(shown("2026-09-01T10:00:00Z"), "1 Sep 2026");
}

proptest! {
    #[test]
    fn an_instant_reads_back_from_its_text(unix_s in -60_000_000_000_i64..250_000_000_000) {
        let instant = Instant::from_unix_ms(unix_s * 1_000);
        prop_assert_eq!(instant.to_string().parse(), Ok(instant));
    }
}
