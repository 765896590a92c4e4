//! The part of a file that is asked for.

use object_store::GetRange;

/// Reads `bytes=a-b`, `bytes=a-` and `bytes=-n`; several ranges are answered with everything, as RFC 9110 allows.
pub fn read_range(text: &str) -> Option<GetRange> {
    let (first, last) = text.strip_prefix("bytes=")?.split_once('-')?;
    match (first.parse::<u64>(), last.parse::<u64>()) {
        (Ok(first), Ok(last)) if last >= first => Some(GetRange::Bounded(first..last + 1)),
        (Ok(first), Err(_)) if last.is_empty() => Some(GetRange::Offset(first)),
        (Err(_), Ok(count)) if first.is_empty() && count > 0 => Some(GetRange::Suffix(count)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
