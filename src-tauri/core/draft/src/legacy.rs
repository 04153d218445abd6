//! Texts from before UTF-8, for looking at.

/// What Windows-1252 has where Latin-1 has control characters, from 0x80 on; a replacement
/// character where it has nothing (WHATWG Encoding Standard, index windows-1252, leaves those five
/// as control characters, which show nothing either).
const HIGH: [char; 32] = [
    '\u{20ac}', '\u{fffd}', '\u{201a}', '\u{0192}', '\u{201e}', '\u{2026}', '\u{2020}', '\u{2021}',
    '\u{02c6}', '\u{2030}', '\u{0160}', '\u{2039}', '\u{0152}', '\u{fffd}', '\u{017d}', '\u{fffd}',
    '\u{fffd}', '\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}', '\u{2022}', '\u{2013}', '\u{2014}',
    '\u{02dc}', '\u{2122}', '\u{0161}', '\u{203a}', '\u{0153}', '\u{fffd}', '\u{017e}', '\u{0178}',
];

/// Reads bytes as Windows-1252, which holds every text in Latin-1, too. Each byte is a character.
pub fn from_windows_1252(bytes: &[u8]) -> String {
    let read = |byte: &u8| match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        other => char::from(*other),
    };
    bytes.iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_signs_of_western_europe_are_read() {
        let text = from_windows_1252(b"Caf\xe9 \x93q\x94 \x80 5 \x96 \xff\n");
        assert_eq!(
            text,
            "Caf\u{e9} \u{201c}q\u{201d} \u{20ac} 5 \u{2013} \u{ff}\n"
        );
    }
}
