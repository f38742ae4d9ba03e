//! The JSON response, in one pass: what a badge needs is taken out where it stands, and all else is only held to be JSON.
//! So a number keeps its digits ("1984", "2.10"), no field's type can fail the whole, and a long list is read as fast as
//! it can be looked through. A reader for any type of data would be larger than this and go over the text twice.

use super::{Fields, Listing, verdict};
use crate::failure::{Failure, Format};
use std::borrow::Cow;

/// How deep lists and objects may stand in one another; those of a response are four deep.
const DEEPEST: usize = 128;

pub(super) fn read(text: &str) -> Result<Listing, Failure> {
    let mut json = Json {
        text,
        at: 0,
        depth: 0,
    };
    let Ok(rsp) = document(&mut json) else {
        return Err(Failure::Format(json.trouble()));
    };
    let Rsp { stat, error, group } = rsp.ok_or(Failure::Format(Format::NoRsp))?;
    verdict(stat.as_deref(), error.as_deref(), group)
}

/// What a response says, as far as it says it.
#[derive(Default)]
struct Rsp<'a> {
    stat: Option<Cow<'a, str>>,
    error: Option<Cow<'a, str>>,
    group: Option<Result<Listing, Failure>>,
}

fn document<'a>(json: &mut Json<'a>) -> Read<Option<Rsp<'a>>> {
    let mut found = None;
    json.entries(&mut |json, key| {
        if key != "rsp" {
            return json.skip();
        }
        let mut rsp = Rsp::default();
        let is_object = json.entries(&mut |json, key| {
            match key {
                "stat" => rsp.stat = json.scalar()?,
                "error" => rsp.error = message(json)?,
                "group" => rsp.group = Some(listing(json)?),
                _ => json.skip()?,
            }
            Ok(())
        })?;
        found = is_object.then_some(rsp);
        Ok(())
    })?;
    json.end()?;
    Ok(found)
}

/// `rsp.group`: a list, a group by itself, or one of the many ways to say "none".
fn listing(json: &mut Json<'_>) -> Read<Result<Listing, Failure>> {
    let mut listing = Listing::default();
    match json.peek() {
        Some(b'[') => {
            json.items(&mut |json| {
                let fields = fields(json)?;
                listing.push(fields);
                Ok(())
            })?;
        }
        Some(b'{') => {
            let start = json.at;
            let fields = fields(json)?;
            let inner = json.text.get(start + 1..json.at - 1);
            if inner.is_some_and(|inner| !inner.trim().is_empty()) {
                listing.push(fields);
            }
        }
        _ => {
            if json.scalar()?.is_some_and(|text| !text.trim().is_empty()) {
                return Ok(Err(Failure::Format(Format::NoList)));
            }
        }
    }
    Ok(Ok(listing))
}

fn fields<'a>(json: &mut Json<'a>) -> Read<Option<Fields<'a>>> {
    let mut fields = Fields::default();
    let is_object = json.entries(&mut |json, key| {
        match fields.slot(key) {
            Some(slot) => *slot = json.scalar()?,
            None => json.skip()?,
        }
        Ok(())
    })?;
    Ok(is_object.then_some(fields))
}

/// The API's message: `{"msg": "…"}`, a list of one such, or the bare text; `None` where there is no error.
fn message<'a>(json: &mut Json<'a>) -> Read<Option<Cow<'a, str>>> {
    let mut message = None;
    match json.peek() {
        Some(b'[') => {
            json.items(&mut |json| {
                let next = self::message(json)?;
                message = message.take().or(next);
                Ok(())
            })?;
        }
        Some(b'{') => {
            message = Some(Cow::Borrowed(""));
            json.entries(&mut |json, key| {
                if key == "msg" {
                    message = Some(json.scalar()?.unwrap_or_default());
                    Ok(())
                } else {
                    json.skip()
                }
            })?;
        }
        _ => message = json.scalar()?,
    }
    Ok(message)
}

/// It is no JSON from here on, or there is no more of it.
struct Broken;
type Read<T> = Result<T, Broken>;

/// A text that is JSON as far as it has been read.
/// <https://www.rfc-editor.org/rfc/rfc8259>
struct Json<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Json<'a> {
    /// What is wrong with the text, where it could not be read on.
    fn trouble(&self) -> Format {
        let Some((read, _)) = self.text.split_at_checked(self.at) else {
            return Format::Truncated;
        };
        if read.len() == self.text.len() {
            return Format::Truncated;
        }
        let mut lines = read.split('\n');
        let last = lines.next_back().unwrap_or_default();
        Format::Json {
            line: lines.count() + 1,
            column: last.len() + 1,
        }
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The first byte of what comes next, behind white space.
    fn peek(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.byte() {
            self.at += 1;
        }
        self.byte()
    }

    /// Takes a byte if it comes next, without regard to white space.
    fn take(&mut self, byte: u8) -> bool {
        let is_next = self.byte() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn require(&mut self, byte: u8) -> Read<()> {
        if self.take(byte) { Ok(()) } else { Err(Broken) }
    }

    fn end(&mut self) -> Read<()> {
        self.peek().map_or(Ok(()), |_| Err(Broken))
    }

    /// Visits each key of an object; the visitor reads the value. Of a key that stands twice the last one is to count, as in
    /// `JSON.parse`. Whether it is an object; what is none is skipped.
    fn entries(&mut self, visit: &mut dyn FnMut(&mut Self, &str) -> Read<()>) -> Read<bool> {
        if self.peek() != Some(b'{') {
            return self.skip().map(|()| false);
        }
        self.parts(b'}', &mut |json| {
            json.peek();
            let key = json.string()?;
            json.peek();
            json.require(b':')?;
            visit(json, &key)
        })
        .map(|()| true)
    }

    /// Visits each entry of a list, which the visitor reads. To be called where there is one.
    fn items(&mut self, visit: &mut dyn FnMut(&mut Self) -> Read<()>) -> Read<()> {
        self.parts(b']', visit)
    }

    /// Visits what stands between the commas of a list or an object that begins here.
    fn parts(&mut self, close: u8, visit: &mut dyn FnMut(&mut Self) -> Read<()>) -> Read<()> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Broken);
        }
        self.at += 1;
        self.peek();
        let mut is_over = self.take(close);
        while !is_over {
            visit(self)?;
            self.peek();
            is_over = self.take(close);
            if !is_over {
                self.require(b',')?;
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn skip(&mut self) -> Read<()> {
        match self.peek() {
            Some(b'{') => self.entries(&mut |json, _| json.skip()).map(drop),
            Some(b'[') => self.items(&mut Self::skip),
            Some(b'"') => self.quoted().map(drop),
            _ => self.word().map(drop),
        }
    }

    /// A string, a number or a truth value as text; `None` for null, lists and objects.
    fn scalar(&mut self) -> Read<Option<Cow<'a, str>>> {
        Ok(match self.peek() {
            Some(b'{' | b'[') => {
                self.skip()?;
                None
            }
            Some(b'"') => Some(self.string()?),
            _ => Some(self.word()?)
                .filter(|word| *word != "null")
                .map(Cow::Borrowed),
        })
    }

    /// A number, `true`, `false` or `null`, as it stands.
    fn word(&mut self) -> Read<&'a str> {
        let start = self.at;
        let word: &[u8] = match self.byte() {
            Some(b't') => b"true",
            Some(b'f') => b"false",
            Some(b'n') => b"null",
            _ => {
                self.number()?;
                b""
            }
        };
        for byte in word {
            self.require(*byte)?;
        }
        self.text.get(start..self.at).ok_or(Broken)
    }

    fn number(&mut self) -> Read<()> {
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            let _ = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        Ok(())
    }

    fn digits(&mut self) -> Read<()> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.byte() {
            self.at += 1;
        }
        if self.at > start { Ok(()) } else { Err(Broken) }
    }

    /// What a string holds.
    fn string(&mut self) -> Read<Cow<'a, str>> {
        let (text, is_escaped) = self.quoted()?;
        if is_escaped {
            unescaped(text).map(Cow::Owned).ok_or(Broken)
        } else {
            Ok(Cow::Borrowed(text))
        }
    }

    /// What a string holds as it stands there, and whether anything in it is escaped.
    fn quoted(&mut self) -> Read<(&'a str, bool)> {
        self.require(b'"')?;
        let start = self.at;
        let mut is_escaped = false;
        loop {
            // Most of a body is text between quotes.
            let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
            let end = rest
                .iter()
                .position(|byte| matches!(byte, b'"' | b'\\' | ..0x20));
            self.at += end.unwrap_or(rest.len());
            match self.byte() {
                Some(b'"') => break,
                Some(b'\\') => is_escaped = true,
                _ => return Err(Broken),
            }
            self.at += 1;
            match self.byte() {
                Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {}
                Some(b'u') => {
                    for _ in 0..4 {
                        self.at += 1;
                        if !self.byte().is_none_or(|digit| digit.is_ascii_hexdigit()) {
                            return Err(Broken);
                        }
                    }
                }
                _ => return Err(Broken),
            }
            self.at += 1;
        }
        let text = self.text.get(start..self.at).ok_or(Broken)?;
        self.at += 1;
        Ok((text, is_escaped))
    }
}

/// The text of a string. A lone surrogate in it (`"\ud800"`) costs one character and not the group.
fn unescaped(mut rest: &str) -> Option<String> {
    let mut text = String::with_capacity(rest.len());
    while let Some((before, escaped)) = rest.split_once('\\') {
        text.push_str(before);
        let mut after = escaped.chars();
        text.push(match after.next()? {
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let (character, length) = code_point(escaped)?;
                after = escaped.get(length..)?.chars();
                character
            }
            itself => itself,
        });
        rest = after.as_str();
    }
    text.push_str(rest);
    Some(text)
}

/// The character of `uXXXX`, or of `uXXXX\uXXXX` where that is a pair, and how long that is.
fn code_point(escaped: &str) -> Option<(char, usize)> {
    const ONE: usize = "uXXXX".len();
    let unit = |text: &str| {
        let unit = u32::from_str_radix(text.strip_prefix('u')?.get(..4)?, 16);
        u16::try_from(unit.ok()?).ok()
    };
    let first = unit(escaped)?;
    let second = escaped
        .get(ONE..)
        .and_then(|rest| unit(rest.strip_prefix('\\')?));
    match char::decode_utf16([first].into_iter().chain(second)).next()? {
        Ok(character) => Some((
            character,
            if character.len_utf16() == 2 {
                2 * ONE + 1
            } else {
                ONE
            },
        )),
        Err(_) => Some((char::REPLACEMENT_CHARACTER, ONE)),
    }
}
