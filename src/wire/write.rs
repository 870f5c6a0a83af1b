//! Compact JSON out of values, in the order in which they are written.

use super::scan::plain_length;
use super::{Key, Raw};
use std::borrow::Cow;

/// Room that is made for an answer at once.
const USUAL_BYTES: usize = 512;

/// A JSON text being written.
#[derive(Default, Debug)]
pub struct Json {
    text: String,
}

impl Json {
    /// What was written.
    pub fn into_text(self) -> String {
        self.text
    }

    /// The text of one value.
    pub fn of(value: &impl Write) -> String {
        let mut json = Json { text: String::with_capacity(USUAL_BYTES) };
        value.write(&mut json);
        json.text
    }

    /// An object, whose fields `fields` writes.
    pub fn object(&mut self, fields: impl FnOnce(&mut Fields<'_>)) {
        self.mark(b'{');
        fields(&mut Fields { json: self, any: false });
        self.mark(b'}');
    }

    fn list<T: Write>(&mut self, items: &[T]) {
        self.mark(b'[');
        for (position, item) in items.iter().enumerate() {
            if position > 0 {
                self.mark(b',');
            }
            item.write(self);
        }
        self.mark(b']');
    }

    /// One ASCII character; once in the module, since it is written everywhere.
    #[inline(never)]
    fn mark(&mut self, mark: u8) {
        self.text.push(char::from(mark));
    }

    /// Text that is JSON already; likewise.
    #[inline(never)]
    pub fn raw(&mut self, json: &str) {
        self.text.push_str(json);
    }

    fn string(&mut self, text: &str) {
        self.text.push('"');
        let mut rest = text;
        while let Some((plain, from)) = rest.split_at_checked(plain_length(rest.as_bytes())) {
            let Some(byte) = from.as_bytes().first() else { break };
            self.text.push_str(plain);
            self.escape(*byte);
            rest = from.get(1..).unwrap_or_default();
        }
        self.text.push_str(rest);
        self.text.push('"');
    }

    fn escape(&mut self, byte: u8) {
        match byte {
            b'"' => self.text.push_str("\\\""),
            b'\\' => self.text.push_str("\\\\"),
            b'\n' => self.text.push_str("\\n"),
            b'\r' => self.text.push_str("\\r"),
            b'\t' => self.text.push_str("\\t"),
            8 => self.text.push_str("\\b"),
            12 => self.text.push_str("\\f"),
            _ => {
                self.text.push_str("\\u00");
                for digit in [byte >> 4, byte & 15] {
                    self.text.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
                }
            }
        }
    }

    /// Decimal digits, without the formatting machinery.
    fn int(&mut self, value: i64) {
        if value < 0 {
            self.text.push('-');
        }
        self.digits(value.unsigned_abs());
    }

    /// Most numbers have fewer bits, and PHP divides those sooner.
    fn digits(&mut self, value: u64) {
        match u32::try_from(value) {
            Ok(value) => self.few_digits(value),
            Err(_) => {
                self.digits(value / 10);
                self.few_digits((value % 10) as u32);
            }
        }
    }

    fn few_digits(&mut self, value: u32) {
        if value >= 10 {
            self.few_digits(value / 10);
        }
        self.text.push(char::from(b'0' + (value % 10) as u8));
    }
}

/// The fields of an object being written.
pub struct Fields<'j> {
    json: &'j mut Json,
    any: bool,
}

impl Fields<'_> {
    #[inline(always)]
    fn separate(&mut self) {
        if self.any {
            self.json.mark(b',');
        }
        self.any = true;
    }

    /// One field; nothing when the value is absent. A function of its own for each type, since records call it often.
    #[inline(never)]
    pub fn field(&mut self, key: Key, value: &(impl Write + ?Sized)) {
        if !value.is_absent() {
            self.begin(key);
            value.write(self.json);
        }
    }

    #[inline(never)]
    fn begin(&mut self, key: Key) {
        self.separate();
        self.json.text.push_str(key.quoted());
    }

    /// One field with a name of the caller's choice.
    pub fn named(&mut self, name: &str, value: &(impl Write + ?Sized)) {
        self.separate();
        self.json.string(name);
        self.json.mark(b':');
        value.write(self.json);
    }

    /// The fields of a record, among these.
    pub fn flatten(&mut self, value: &impl WriteFields) {
        value.write_fields(self);
    }
}

/// A type that writes itself as JSON.
pub trait Write {
    /// Writes the value.
    fn write(&self, json: &mut Json);

    /// Whether a field with this value is left out.
    fn is_absent(&self) -> bool {
        false
    }
}

/// A type that is written as an object.
pub trait WriteFields {
    /// Writes the fields, without the braces.
    fn write_fields(&self, fields: &mut Fields<'_>);
}

impl Write for str {
    fn write(&self, json: &mut Json) {
        json.string(self);
    }
}

impl Write for String {
    fn write(&self, json: &mut Json) {
        json.string(self);
    }
}

impl Write for Cow<'_, str> {
    fn write(&self, json: &mut Json) {
        json.string(self);
    }
}

impl Write for Raw<'_> {
    fn write(&self, json: &mut Json) {
        json.raw(&self.0);
    }
}

impl Write for bool {
    fn write(&self, json: &mut Json) {
        json.raw(if *self { "true" } else { "false" });
    }
}

impl Write for i64 {
    fn write(&self, json: &mut Json) {
        json.int(*self);
    }
}

impl Write for u64 {
    fn write(&self, json: &mut Json) {
        json.digits(*self);
    }
}

impl Write for u32 {
    fn write(&self, json: &mut Json) {
        json.int(i64::from(*self));
    }
}

impl Write for i32 {
    fn write(&self, json: &mut Json) {
        json.int(i64::from(*self));
    }
}

impl<T: Write> Write for Option<T> {
    fn write(&self, json: &mut Json) {
        match self {
            Some(value) => value.write(json),
            None => json.raw("null"),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Write> Write for Vec<T> {
    fn write(&self, json: &mut Json) {
        json.list(self);
    }
}

impl<T: Write> Write for Vec<(Cow<'_, str>, T)> {
    fn write(&self, json: &mut Json) {
        json.object(|fields| self.iter().for_each(|(name, value)| fields.named(name, value)));
    }
}

impl<T: Write + ?Sized> Write for &T {
    fn write(&self, json: &mut Json) {
        (**self).write(json);
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}
