//! Anchors, tags and directives, as libyaml scans them.

use super::cursor::Mark;
use super::scan::{Kind, Scanner};
use super::{IN_QUOTES, YamlError};

impl Scanner<'_> {
    pub(super) fn scan_anchor(&mut self) -> Result<Kind, YamlError> {
        let start = self.cursor.mark;
        let is_alias = self.cursor.at(b'*');
        let mut name = String::new();
        self.cursor.skip();
        while self.cursor.is_name_byte() {
            self.cursor.read(&mut name);
        }
        if name.is_empty() || !(self.cursor.is_gap() || self.cursor.at_any(b"?:,]}%@`")) {
            let sign = if is_alias { '*' } else { '&' };
            return Err(start
                .error(format!("text cannot begin with `{sign}`"))
                .advise(IN_QUOTES));
        }
        Ok(if is_alias {
            Kind::Alias(name)
        } else {
            Kind::Anchor(name)
        })
    }

    /// The tag with its handle resolved.
    pub(super) fn scan_tag(&mut self) -> Result<String, YamlError> {
        let start = self.cursor.mark;
        let tag = if self.cursor.peek(1) == b'<' {
            self.scan_verbatim_tag(start)?
        } else {
            self.scan_short_tag(start)?
        };
        if !self.cursor.is_gap() && (self.flow_level == 0 || !self.cursor.at(b',')) {
            return Err(start.error("text cannot begin with `!`").advise(IN_QUOTES));
        }
        Ok(tag)
    }

    fn scan_verbatim_tag(&mut self, start: Mark) -> Result<String, YamlError> {
        self.cursor.skip();
        self.cursor.skip();
        let mut tag = String::new();
        self.scan_tag_text(true, &mut tag, start)?;
        if tag.is_empty() || !self.cursor.at(b'>') {
            return Err(start.error("a tag in `<` and `>` is not complete"));
        }
        self.cursor.skip();
        Ok(tag)
    }

    fn scan_short_tag(&mut self, start: Mark) -> Result<String, YamlError> {
        let mut handle = String::new();
        self.scan_tag_handle(&mut handle);
        let mut suffix = String::new();
        if handle == "!!" {
            self.scan_tag_text(false, &mut suffix, start)?;
            if suffix.is_empty() {
                return Err(start.error("text cannot begin with `!`").advise(IN_QUOTES));
            }
            return Ok(format!("tag:yaml.org,2002:{suffix}"));
        }
        if handle.len() > 1 && handle.ends_with('!') {
            return Err(start.error(format!("the tag handle `{handle}` is unknown")));
        }
        self.scan_tag_text(false, &mut suffix, start)?;
        Ok(format!("{handle}{suffix}"))
    }

    fn scan_tag_handle(&mut self, handle: &mut String) {
        self.cursor.read(handle);
        while self.cursor.is_name_byte() {
            self.cursor.read(handle);
        }
        if self.cursor.at(b'!') {
            self.cursor.read(handle);
        }
    }

    fn scan_tag_text(
        &mut self,
        verbatim: bool,
        text: &mut String,
        start: Mark,
    ) -> Result<(), YamlError> {
        let mut bytes = Vec::new();
        loop {
            let is_more = self.cursor.is_name_byte()
                || self.cursor.at_any(b";/?:@&=+$.%!~*'()")
                || (verbatim && self.cursor.at_any(b",[]"));
            if !is_more || self.cursor.is_end() {
                break;
            }
            if self.cursor.at(b'%') {
                let digit = |byte: u8| {
                    char::from(byte)
                        .to_digit(16)
                        .and_then(|digit| u8::try_from(digit).ok())
                };
                match (digit(self.cursor.peek(1)), digit(self.cursor.peek(2))) {
                    (Some(high), Some(low)) => bytes.push(high << 4 | low),
                    _ => return Err(start.error("a `%` in a tag needs two hexadecimal digits")),
                }
                self.cursor.skip();
                self.cursor.skip();
            } else {
                bytes.push(self.cursor.peek(0));
            }
            self.cursor.skip();
        }
        let decoded =
            String::from_utf8(bytes).map_err(|_| start.error("a tag is not valid UTF-8"))?;
        text.push_str(&decoded);
        Ok(())
    }

    pub(super) fn scan_directive(&mut self) -> Result<(), YamlError> {
        let start = self.cursor.mark;
        let wrong = || start.error("text cannot begin with `%`").advise(IN_QUOTES);
        let mut name = String::new();
        self.cursor.skip();
        while self.cursor.is_name_byte() {
            self.cursor.read(&mut name);
        }
        let is_known = matches!(name.as_str(), "YAML" | "TAG");
        if !is_known || !self.cursor.is_gap() {
            return Err(wrong());
        }
        self.cursor.skip_blanks();
        let is_complete = if name == "YAML" {
            self.scan_version()
        } else {
            self.scan_tag_directive(start)?
        };
        self.cursor.skip_blanks();
        if self.cursor.at(b'#') {
            self.skip_comment();
        }
        if !is_complete || !self.cursor.is_break_or_end() {
            return Err(wrong());
        }
        self.cursor.skip_line();
        Ok(())
    }

    fn scan_version(&mut self) -> bool {
        let major = self.scan_digits();
        let has_point = self.cursor.at(b'.');
        self.cursor.skip();
        let minor = self.scan_digits();
        (1..=9).contains(&major) && has_point && (1..=9).contains(&minor)
    }

    fn scan_digits(&mut self) -> usize {
        let start = self.cursor.mark.byte;
        while self.cursor.peek(0).is_ascii_digit() {
            self.cursor.skip();
        }
        self.cursor.mark.byte - start
    }

    fn scan_tag_directive(&mut self, start: Mark) -> Result<bool, YamlError> {
        if !self.cursor.at(b'!') {
            return Ok(false);
        }
        let mut handle = String::new();
        self.scan_tag_handle(&mut handle);
        let is_handle = handle == "!" || handle.ends_with('!');
        if !is_handle || !self.cursor.is_blank() {
            return Ok(false);
        }
        self.cursor.skip_blanks();
        let mut prefix = String::new();
        self.scan_tag_text(true, &mut prefix, start)?;
        Ok(!prefix.is_empty() && self.cursor.is_gap())
    }
}
