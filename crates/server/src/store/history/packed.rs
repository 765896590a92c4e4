//! Samples as a text: 36 bytes each, in Base64, because a column of text is what both databases share.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use domain::series::Sample;

/// The line as 32 bits, then step, time, run time and value as 64 bits each, least significant byte first.
const BYTES_PER_SAMPLE: usize = 36;

/// Packs samples.
pub fn pack(samples: &[Sample]) -> String {
    let mut bytes = Vec::with_capacity(samples.len() * BYTES_PER_SAMPLE);
    for sample in samples {
        bytes.extend(sample.line.to_le_bytes());
        for number in [sample.step, sample.timestamp_s, sample.runtime_s, sample.value] {
            bytes.extend(number.to_le_bytes());
        }
    }
    STANDARD_NO_PAD.encode(bytes)
}

/// Appends what a text holds; `false` when it is no packing of samples.
pub fn unpack(text: &str, out: &mut Vec<Sample>) -> bool {
    let Ok(bytes) = STANDARD_NO_PAD.decode(text) else {
        return false;
    };
    let (samples, rest) = bytes.as_chunks::<BYTES_PER_SAMPLE>();
    out.extend(samples.iter().map(|bytes| {
        let (line, numbers) = bytes.split_at(4);
        let mut line_bytes = [0; 4];
        line_bytes.copy_from_slice(line);
        let (numbers, _) = numbers.as_chunks::<8>();
        let at = |index: usize| {
            numbers
                .get(index)
                .map_or(f64::NAN, |bytes| f64::from_le_bytes(*bytes))
        };
        Sample {
            line: u32::from_le_bytes(line_bytes),
            step: at(0),
            timestamp_s: at(1),
            runtime_s: at(2),
            value: at(3),
        }
    }));
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_come_back_bit_for_bit_and_damage_is_noticed() {
        let sample = |line, value| Sample {
            line,
            step: 1.5,
            timestamp_s: 1.7e9,
            runtime_s: f64::NAN,
            value,
        };
        let samples = [sample(0, f64::NEG_INFINITY), sample(u32::MAX, 0.1)];
        let text = pack(&samples);
        let mut back = Vec::new();
        assert!(unpack(&text, &mut back));
        assert_eq!(back.len(), 2);
        assert!(back[0].runtime_s.is_nan() && back[0].value == f64::NEG_INFINITY);
        assert_eq!(
            (back[1].line, back[1].value.to_bits()),
            (u32::MAX, 0.1_f64.to_bits())
        );
        assert!(!unpack(&text[..text.len() - 4], &mut back), "cut off");
        assert!(!unpack("no base64!", &mut back));
    }
}
