//! Loads and stores on a list of 32-bit words.

use crate::error::Error;
use crate::func::Emitter;
use crate::int32::extend;
use crate::options::Bounds;
use crate::value::{MASK, Prec, Reads, Value, wrap};
use wasmparser::{MemArg, ValType};

/// An address: the value below the offset, and the offset.
struct Address {
    base: Value,
    offset: i128,
}

impl Address {
    /// The sum as text, binding at least like an addition.
    fn sum(&self) -> String {
        match (self.base.constant(), self.offset) {
            (Some(base), offset) => (base + offset).to_string(),
            (None, 0) => self.base.at(Prec::Add),
            (None, offset) => format!("{} + {offset}", self.base.at(Prec::Add)),
        }
    }

    /// How far to shift a word for the byte or half at this address: `mask` is 24 or 16.
    fn shift(&self, mask: u32) -> String {
        let part = Self { base: self.base.clone(), offset: self.offset % 4 };
        format!("{} << 3 & {mask}", part.sum())
    }

    fn is_simple(&self) -> bool {
        self.base.is_simple() || self.base.constant().is_some()
    }
}

impl Emitter<'_, '_> {
    fn address(&mut self, arg: &MemArg) -> Result<Address, Error> {
        Ok(Address { base: self.pop_tight()?, offset: i128::from(arg.offset) })
    }

    /// The index of the word `words` after an address that is known to be aligned.
    fn index(&self, address: &Address, words: i128) -> String {
        let offset = address.offset + words * 4;
        if let Some(base) = address.base.constant() {
            return ((base + offset) >> 2).to_string();
        }
        let local = address.base.text.strip_prefix("$l").and_then(|local| local.parse::<u32>().ok());
        match local {
            Some(local) if address.offset % 4 == 0 && self.shadows.contains(&local) => match offset / 4 {
                0 => format!("$w{local}"),
                words => format!("$w{local} + {words}"),
            },
            _ => format!("{} >> 2", Address { base: address.base.clone(), offset }.sum()),
        }
    }

    /// The index of the word at an address that may not be aligned.
    fn plain_index(&self, address: &Address, words: i128) -> String {
        format!("{} >> 2", Address { base: address.base.clone(), offset: address.offset + words * 4 }.sum())
    }

    /// A read of the word at an index.
    fn word(&self, index: &str) -> String {
        match self.context.options.bounds {
            Bounds::Deferred => format!("$m[{index}]"),
            Bounds::Exact => format!("($m[{index}] ?? $this->_oob())"),
        }
    }

    fn load_reads(&self, address: &Address) -> Reads {
        let traps = address.base.reads.traps || self.context.options.bounds == Bounds::Exact;
        Reads { memory: true, traps, ..address.base.reads.clone() }
    }

    fn trusts(&self, arg: &MemArg, log2: u8) -> bool {
        self.context.options.trust_alignment && arg.align >= log2
    }

    /// A load of 32 bits.
    pub(crate) fn load32(&mut self, arg: &MemArg, ty: ValType) -> Result<Value, Error> {
        let mut address = self.address(arg)?;
        let text = if self.trusts(arg, 2) {
            self.word(&self.index(&address, 0))
        } else if self.context.options.bounds == Bounds::Deferred {
            let slot = self.stack.len();
            address.base = self.simple(address.base, slot);
            let (first, second) = (self.plain_index(&address, 0), self.plain_index(&address, 1));
            let shift = address.shift(24);
            format!("(($u = {shift}) ? ($m[{first}] >> $u | $m[{second}] << 32 - $u) & {MASK} : $m[{first}])")
        } else {
            format!("$this->_load32($m, {})", address.sum())
        };
        let reads = self.load_reads(&address);
        Ok(Value::new(text, Prec::Atom, ty, reads).within(0, crate::value::U32_MAX))
    }

    /// A load of 64 bits: two words.
    pub(crate) fn load64(&mut self, arg: &MemArg) -> Result<Value, Error> {
        let mut address = self.address(arg)?;
        if !self.trusts(arg, 2) {
            let reads = self.load_reads(&address);
            let text = format!("$this->_load64($m, {})", address.sum());
            return Ok(Value::new(text, Prec::Atom, ValType::I64, reads));
        }
        if !address.is_simple() {
            let slot = self.stack.len();
            address.base = self.simple(address.base, slot);
        }
        let reads = self.load_reads(&address);
        let (low, high) = (self.word(&self.index(&address, 0)), self.word(&self.index(&address, 1)));
        let mut value = Value::new(format!("{low} | {high} << 32"), Prec::BitOr, ValType::I64, reads);
        value.halves = Some((low, high));
        Ok(value)
    }

    /// A load of 8 bits, unsigned.
    pub(crate) fn load8(&mut self, arg: &MemArg, ty: ValType) -> Result<Value, Error> {
        let address = self.address(arg)?;
        Ok(self.part(address, 24, 255, ty))
    }

    /// A load of 16 bits, unsigned.
    pub(crate) fn load16(&mut self, arg: &MemArg, ty: ValType) -> Result<Value, Error> {
        let address = self.address(arg)?;
        if self.trusts(arg, 1) {
            return Ok(self.part(address, 16, 65535, ty));
        }
        let reads = self.load_reads(&address);
        Ok(Value::new(format!("$this->_load16($m, {})", address.sum()), Prec::Atom, ty, reads).within(0, 65535))
    }

    /// A signed load of fewer bits than its type.
    pub(crate) fn signed(value: Value, bits: u32) -> Value {
        extend(value, bits)
    }

    /// The byte or half of a word.
    fn part(&self, address: Address, shift_mask: u32, mask: i128, ty: ValType) -> Value {
        let reads = self.load_reads(&address);
        let text = if let Some(base) = address.base.constant() {
            let shift = ((base + address.offset) & i128::from(shift_mask / 8)) * 8;
            format!("{} >> {shift} & {mask}", self.word(&self.index(&address, 0)))
        } else if address.is_simple() {
            let index = format!("{} >> 2", address.sum());
            format!("{} >> ({}) & {mask}", self.word(&index), address.shift(shift_mask))
        } else {
            let index = format!("($i = {}) >> 2", address.sum());
            format!("{} >> ($i << 3 & {shift_mask}) & {mask}", self.word(&index))
        };
        Value::new(text, Prec::BitAnd, ty, reads).within(0, mask)
    }

    /// Takes value and address of a store, and settles what it would overtake.
    fn store(&mut self, arg: &MemArg) -> Result<(Value, Address), Error> {
        let value = self.pop()?;
        let address = self.address(arg)?;
        self.before_effect();
        Ok((value, address))
    }

    /// Where stores are checked one by one, leaves when the word at an index does not exist.
    fn guard(&mut self, index: &str) {
        if self.context.options.bounds == Bounds::Exact {
            self.stmt(&format!("isset($m[{index}]) || $this->_oob();"));
        }
    }

    /// A store of the low 32 bits.
    pub(crate) fn store32(&mut self, arg: &MemArg) -> Result<(), Error> {
        let (value, address) = self.store(arg)?;
        let text = low_word(&value);
        if !self.trusts(arg, 2) {
            self.stmt(&format!("$this->_store32($m, {}, {text});", address.sum()));
            return Ok(());
        }
        let index = self.index(&address, 0);
        self.guard(&index);
        self.stmt(&format!("$m[{index}] = {text};"));
        Ok(())
    }

    /// A store of 64 bits: two words, copied as they are when the value was just loaded.
    pub(crate) fn store64(&mut self, arg: &MemArg) -> Result<(), Error> {
        let value = self.pop()?;
        let mut address = self.address(arg)?;
        self.before_effect();
        if !self.trusts(arg, 2) {
            self.stmt(&format!("$this->_store64($m, {}, {});", address.sum(), value.text));
            return Ok(());
        }
        let slot = self.stack.len();
        let halves = if let Some(halves) = value.halves.clone() {
            // Both are read before either is written: the two places may overlap.
            let (first, second) = halves;
            if !address.is_simple() {
                address.base = self.simple(address.base, slot);
            }
            self.stmt(&format!("$h = {second};"));
            (first, "$h".to_owned())
        } else {
            let value = if address.is_simple() {
                self.simple_pair(address.base.clone(), value).1
            } else {
                let (base, value) = self.simple_pair(address.base, value);
                address.base = base;
                value
            };
            let high = if value.low >= 0 && value.high <= crate::value::U32_MAX {
                "0".to_owned()
            } else {
                match value.constant() {
                    Some(constant) => ((constant >> 32) & crate::value::U32_MAX).to_string(),
                    None => format!("{} >> 32 & {MASK}", value.at(Prec::Shift)),
                }
            };
            (low_word(&value), high)
        };
        let (first, second) = (self.index(&address, 0), self.index(&address, 1));
        self.guard(&second);
        self.stmt(&format!("$m[{first}] = {};", halves.0));
        self.stmt(&format!("$m[{second}] = {};", halves.1));
        Ok(())
    }

    /// A store of the low 8 bits.
    pub(crate) fn store8(&mut self, arg: &MemArg) -> Result<(), Error> {
        let (value, address) = self.store(arg)?;
        self.store_part(value, address, 24, 255);
        Ok(())
    }

    /// A store of the low 16 bits.
    pub(crate) fn store16(&mut self, arg: &MemArg) -> Result<(), Error> {
        let (value, address) = self.store(arg)?;
        if self.trusts(arg, 1) {
            self.store_part(value, address, 16, 65535);
        } else {
            self.stmt(&format!("$this->_store16($m, {}, {});", address.sum(), value.text));
        }
        Ok(())
    }

    fn store_part(&mut self, value: Value, address: Address, shift_mask: u32, mask: i128) {
        let part = if value.low >= 0 && value.high <= mask {
            value
        } else {
            crate::int32::and(Value { ty: ValType::I32, ..value }, Value::int(mask, ValType::I32))
        };
        if let Some(base) = address.base.constant() {
            let place = base + address.offset;
            let shift = (place & i128::from(shift_mask / 8)) * 8;
            let keep = crate::value::U32_MAX & !(mask << shift);
            let index = place >> 2;
            self.guard(&index.to_string());
            self.stmt(&format!("$m[{index}] = $m[{index}] & {keep} | {} << {shift};", part.at(Prec::Shift)));
            return;
        }
        self.guard(&format!("{} >> 2", address.sum()));
        let (index, shift) = if address.is_simple() {
            (format!("{} >> 2", address.sum()), address.shift(shift_mask))
        } else {
            (format!("($n = {}) >> 2", address.sum()), format!("$n << 3 & {shift_mask}"))
        };
        let new = if part.constant() == Some(0) { String::new() } else { format!(" | {} << $h", part.at(Prec::Shift)) };
        self.stmt(&format!("$m[$k = {index}] = $m[$k] & ~({mask} << ($h = {shift})){new};"));
    }
}

fn low_word(value: &Value) -> String {
    if value.low >= 0 && value.high <= crate::value::U32_MAX {
        return value.text.clone();
    }
    match value.constant() {
        Some(constant) => (constant & crate::value::U32_MAX).to_string(),
        None => format!("{} & {MASK}", wrap(&value.text, value.prec, Prec::BitAnd)),
    }
}
