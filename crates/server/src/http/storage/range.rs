//! The part of a file that is asked for.

use object_store::GetRange;

/// Reads `bytes=a-b`, `bytes=a-` and `bytes=-n`; several ranges are answered with everything, as RFC 9110 allows.
pub fn read_range(text: &str) -> Option<GetRange> {
    let (first, last) = text.strip_prefix("bytes=")?.split_once('-')?;
    match (first.parse::<u64>(), last.parse::<u64>()) {
        (Ok(first), Ok(last)) if last >= first => Some(GetRange::Bounded(first..last.saturating_add(1))),
        (Ok(first), Err(_)) if last.is_empty() => Some(GetRange::Offset(first)),
        (Err(_), Ok(count)) if first.is_empty() && count > 0 => Some(GetRange::Suffix(count)),
        _ => None,
    }
}

/// Whether there is something of a file of that size in the range.
pub fn lies_inside(range: &GetRange, size: u64) -> bool {
    match range {
        GetRange::Bounded(span) => span.start < size,
        GetRange::Offset(first) => *first < size,
        GetRange::Suffix(_) => size > 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_lies_inside_when_its_beginning_does() {
        let inside = |text: &str| lies_inside(&read_range(text).unwrap(), 10);
        for yes in [
            "bytes=0-0",
            "bytes=9-9",
            "bytes=9-18446744073709551615",
            "bytes=9-",
            "bytes=-1",
            "bytes=-99",
        ] {
            assert!(inside(yes), "{yes}");
        }
        for no in ["bytes=10-10", "bytes=10-", "bytes=18446744073709551615-"] {
            assert!(!inside(no), "{no}");
        }
        assert!(!lies_inside(&GetRange::Suffix(1), 0));
    }

    #[test]
    fn ranges_are_read_and_nonsense_means_everything() {
        assert_eq!(read_range("bytes=0-9"), Some(GetRange::Bounded(0..10)));
        assert_eq!(read_range("bytes=5-"), Some(GetRange::Offset(5)));
        assert_eq!(read_range("bytes=-5"), Some(GetRange::Suffix(5)));
        for nonsense in ["bytes=9-0", "items=0-1", "bytes=", "bytes=a-b", "bytes=0-1,3-4"] {
            assert_eq!(read_range(nonsense), None, "{nonsense}");
        }
    }
}
