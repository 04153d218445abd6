//! What a scalar without quotes means.
//!
//! Source of the rules: `Psych::ScalarScanner#tokenize`, `#parse_int` and `#parse_time` of
//! Psych 4.0 (Ruby 3.1), expression by expression.

use std::sync::LazyLock;

use regex::Regex;

use super::Value;

/// What Psych makes of a plain scalar.
#[derive(Debug, PartialEq)]
pub(super) enum Tokenized {
    Value(Value),
    /// A symbol, which `safe_load` refuses.
    Symbol,
    /// Ruby's `Float()` or `Integer()` raises.
    NotANumber,
}

macro_rules! pattern {
    ($name:ident, $expression:expr) => {
        static $name: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new($expression).ok());
    };
}

pattern!(
    WORD,
    r"^[^0-9.:-]?[\p{Alphabetic}_\t\n\x0b\x0c\r !@#$%^&*(){}<>|/\\~;=]"
);
pattern!(
    TIME,
    r"^-?[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}:?(?:[0-9]{2})?))?$"
);
pattern!(
    DATE,
    r"^([0-9]{4})-(1[012]|0[0-9]|[0-9])-([12][0-9]|3[01]|0[0-9]|[0-9])$"
);
pattern!(SEXAGESIMAL, r"^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9]){1,2}$");
pattern!(
    SEXAGESIMAL_FLOAT,
    r"^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9]){1,2}\.[0-9_]*$"
);
pattern!(
    FLOAT,
    r"^[-+]?(?:[0-9][0-9_,]*)?\.[0-9]*(?:[eE][-+][0-9]+)?$"
);
pattern!(
    INTEGER,
    r"^(?:[-+]?0b[01_,]+|[-+]?0[0-7_,]+|[-+]?(?:0|[1-9](?:[0-9]|,[0-9]|_[0-9])*)|[-+]?0x[0-9a-fA-F_,]+)$"
);
pattern!(
    TIME_PARTS,
    r"^(-?[0-9]{4})-([0-9]{1,2})-([0-9]{1,2})[ Tt][ \t]*([0-9]+):([0-9]+):([0-9]+)(?:\.[0-9]*)?[ \t]*(?:Z|([-+][0-9]{1,2}):?([0-9]{1,2})?)?"
);

fn is_match(pattern: &LazyLock<Option<Regex>>, text: &str) -> bool {
    pattern.as_ref().is_some_and(|regex| regex.is_match(text))
}

/// Psych's `tokenize`.
pub(super) fn tokenize(text: &str) -> Tokenized {
    if text.is_empty() {
        return Tokenized::Value(Value::Null);
    }
    if text.contains('\n') || is_match(&WORD, text) {
        return Tokenized::Value(word(text));
    }
    if is_match(&TIME, text) {
        return Tokenized::Value(time(text));
    }
    if is_match(&DATE, text) {
        return Tokenized::Value(date(text));
    }
    if let Some(value) = special_float(text) {
        return Tokenized::Value(Value::Float(value));
    }
    if text.len() > 1 && text.starts_with(':') {
        return Tokenized::Symbol;
    }
    number(text)
}

fn number(text: &str) -> Tokenized {
    if is_match(&SEXAGESIMAL, text) {
        return Tokenized::Value(sexagesimal(text));
    }
    if is_match(&SEXAGESIMAL_FLOAT, text) {
        return Tokenized::Value(sexagesimal_float(text));
    }
    if is_match(&FLOAT, text) {
        if matches!(text, "." | "+." | "-.") {
            return Tokenized::Value(Value::Text(text.to_owned()));
        }
        let digits = float_digits(text);
        return ruby_float(&digits).map_or(Tokenized::NotANumber, |value| {
            Tokenized::Value(Value::Float(value))
        });
    }
    if is_match(&INTEGER, text) {
        return integer(text).map_or(Tokenized::NotANumber, Tokenized::Value);
    }
    Tokenized::Value(Value::Text(text.to_owned()))
}

/// The branch for words: nothing, truth values, or text. Ruby's `^` and `$` hold at each line.
fn word(text: &str) -> Value {
    let as_text = || Value::Text(text.to_owned());
    if text.chars().count() > 5 {
        return as_text();
    }
    let any_line = |test: &dyn Fn(&str) -> bool| text.split('\n').any(test);
    let is_one_of =
        |words: &[&str]| any_line(&|line| words.iter().any(|word| line.eq_ignore_ascii_case(word)));
    let other_start = |line: &str| {
        line.chars()
            .next()
            .is_some_and(|c| !"ytonf~YTONF".contains(c))
    };
    if any_line(&other_start) {
        as_text()
    } else if text == "~" || is_one_of(&["null"]) {
        Value::Null
    } else if is_one_of(&["yes", "true", "on"]) {
        Value::Bool(true)
    } else if is_one_of(&["no", "false", "off"]) {
        Value::Bool(false)
    } else {
        as_text()
    }
}

fn special_float(text: &str) -> Option<f64> {
    let lower = text.to_ascii_lowercase();
    match lower.as_str() {
        ".inf" | "+.inf" => Some(f64::INFINITY),
        "-.inf" => Some(f64::NEG_INFINITY),
        ".nan" => Some(f64::NAN),
        _ => None,
    }
}

/// `Date.strptime`: a day that does not exist stays text.
fn date(text: &str) -> Value {
    let mut parts = text.split('-').map(|part| part.parse::<i32>().unwrap_or(0));
    let (year, month, day) = (
        parts.next().unwrap_or(0),
        parts.next().unwrap_or(0),
        parts.next().unwrap_or(0),
    );
    if day >= 1 && day <= days_in_month(year, month) && !was_skipped(year, month, day) {
        Value::Date(text.to_owned())
    } else {
        Value::Text(text.to_owned())
    }
}

/// Ruby's dates follow the Julian calendar up to 4 October 1582.
fn days_in_month(year: i32, month: i32) -> i32 {
    let leap = if year <= 1582 {
        year % 4 == 0
    } else {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    };
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + i32::from(leap),
        _ => 0,
    }
}

fn was_skipped(year: i32, month: i32, day: i32) -> bool {
    year == 1582 && month == 10 && (5..=14).contains(&day)
}

/// `parse_time`: numbers that `Time` refuses leave the text as it is.
fn time(text: &str) -> Value {
    let captures = TIME_PARTS.as_ref().and_then(|regex| regex.captures(text));
    let valid = captures.is_some_and(|captures| {
        let part = |index: usize| {
            captures
                .get(index)
                .and_then(|part| part.as_str().parse::<i32>().ok())
        };
        let within = |index: usize, low: i32, high: i32| {
            part(index).is_some_and(|n| (low..=high).contains(&n))
        };
        let midnight = part(5) == Some(0) && part(6) == Some(0);
        let hour = within(4, 0, 23) || (part(4) == Some(24) && midnight);
        let zone_hours = part(7).unwrap_or(0);
        let zone_minutes = part(8).unwrap_or(0);
        within(2, 1, 12)
            && within(3, 1, 31)
            && hour
            && within(5, 0, 59)
            && within(6, 0, 60)
            && zone_hours.abs() * 60 + zone_minutes < 24 * 60
    });
    if valid {
        Value::Time(text.to_owned())
    } else {
        Value::Text(text.to_owned())
    }
}

/// Hours and minutes, or hours, minutes and seconds, in seconds: Psych counts two parts so.
fn sexagesimal(text: &str) -> Value {
    let weights = [3600_i128, 60, 1];
    let parts = text
        .split(':')
        .map(|part| part.replace('_', "").parse::<i128>().unwrap_or(0));
    whole(
        parts
            .zip(weights)
            .map(|(part, weight)| part.saturating_mul(weight))
            .sum(),
    )
}

fn sexagesimal_float(text: &str) -> Value {
    let weights = [3600.0, 60.0, 1.0];
    let parts = text.split(':').map(|part| {
        part.replace('_', "")
            .trim_end_matches('.')
            .parse::<f64>()
            .unwrap_or(0.0)
    });
    Value::Float(parts.zip(weights).map(|(part, weight)| part * weight).sum())
}

fn float_digits(text: &str) -> String {
    let digits = text.replace([',', '_'], "");
    let digits = digits.strip_suffix('.').unwrap_or(&digits);
    digits.replace(".e", "e").replace(".E", "E")
}

/// Ruby's `Float(text)`.
pub(super) fn ruby_float(text: &str) -> Option<f64> {
    let digits = text.trim();
    let starts_well = digits
        .trim_start_matches(['+', '-'])
        .starts_with(|c: char| c.is_ascii_digit() || c == '.');
    if starts_well {
        digits.parse().ok()
    } else {
        None
    }
}

/// Ruby's `Integer(text)` after commas and underscores are taken out.
fn integer(text: &str) -> Option<Value> {
    let digits = text.replace([',', '_'], "");
    let (negative, digits) = match digits.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, digits.strip_prefix('+').unwrap_or(&digits)),
    };
    let (radix, digits) = if let Some(rest) = digits.strip_prefix("0b") {
        (2, rest)
    } else if let Some(rest) = digits.strip_prefix("0x") {
        (16, rest)
    } else if digits.len() > 1 && digits.starts_with('0') {
        (8, &digits[1..])
    } else {
        (10, digits)
    };
    if digits.is_empty() {
        return None;
    }
    let sign = if negative { "-" } else { "" };
    match i128::from_str_radix(&format!("{sign}{digits}"), radix) {
        Ok(number) => Some(whole(number)),
        Err(_) => Some(Value::Text(format!("{sign}{digits}"))),
    }
}

fn whole(number: i128) -> Value {
    i64::try_from(number).map_or_else(|_| Value::Text(number.to_string()), Value::Int)
}

/// Ruby's `Float#to_s`.
pub(super) fn show_float(value: f64) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    let size = value.abs();
    if size == 0.0 || (1e-4..1e16).contains(&size) {
        return format!("{value:?}");
    }
    let shown = format!("{value:e}");
    let (digits, exponent) = shown.split_once('e').unwrap_or((&shown, "0"));
    let point = if digits.contains('.') { "" } else { ".0" };
    let number: i32 = exponent.parse().unwrap_or(0);
    let sign = if number < 0 { '-' } else { '+' };
    format!("{digits}{point}e{sign}{:02}", number.abs())
}

/// Ruby's `unpack("m")`, bytes that are no UTF-8 replaced.
pub(super) fn decode_base64(text: &str) -> String {
    let mut bytes = Vec::new();
    let (mut bits, mut filled) = (0_u32, 0_u32);
    for byte in text.bytes() {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = (bits << 6 | u32::from(digit)) & 0xff_ffff;
        filled += 6;
        if filled >= 8 {
            filled -= 8;
            bytes.push(u8::try_from(bits >> filled & 0xff).unwrap_or(0));
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
