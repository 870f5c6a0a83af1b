//! From an instruction to what it does to the stack.

use crate::error::Error;
use crate::func::{Emitter, FrameKind};
use crate::value::{Prec, Reads, Value};
use crate::{compare, divide, int32, int64};
use wasmparser::{Operator, ValType};

impl Emitter<'_, '_> {
    /// Translates one instruction; `next` lets a call's result go straight where it is wanted.
    pub(crate) fn instruction(&mut self, operator: &Operator<'_>, next: Option<&Operator<'_>>) -> Result<(), Error> {
        match operator {
            Operator::Block { blockty } => return self.open(FrameKind::Block, *blockty),
            Operator::Loop { blockty } => return self.open(FrameKind::Loop, *blockty),
            Operator::If { blockty } => return self.open(FrameKind::If, *blockty),
            Operator::Else => return self.otherwise(),
            Operator::End => return self.close(),
            _ if !self.live => return Ok(()),
            _ => {}
        }
        if self.flow(operator, next)? || self.variable(operator)? || self.access(operator)? {
            return Ok(());
        }
        let h = self.stack.len();
        if self.integer32(operator)? || self.integer64(operator)? || self.float(operator)? {
            debug_assert!(self.stack.len() <= h + 1, "one result at most");
            return Ok(());
        }
        Err(Error::new(format!("the instruction `{operator:?}` is not supported; build without its feature")))
    }

    fn flow(&mut self, operator: &Operator<'_>, next: Option<&Operator<'_>>) -> Result<bool, Error> {
        match operator {
            Operator::Nop => {}
            Operator::Unreachable => {
                self.before_effect();
                self.stmt("$this->_trap('unreachable');");
                self.dead();
            }
            Operator::Br { relative_depth } => self.branch(*relative_depth)?,
            Operator::BrIf { relative_depth } => self.branch_if(*relative_depth)?,
            Operator::BrTable { targets } => self.branch_table(targets)?,
            Operator::Return => {
                self.before_effect();
                self.give_back()?;
                self.dead();
            }
            Operator::Call { function_index } => self.call(*function_index, next)?,
            Operator::CallIndirect { type_index, table_index } => {
                self.call_indirect(*type_index, *table_index, next)?;
            }
            Operator::Drop => {
                let value = self.pop()?;
                if value.reads.traps {
                    self.stmt(&format!("{};", value.text));
                }
            }
            Operator::Select | Operator::TypedSelect { .. } => self.select()?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn select(&mut self) -> Result<(), Error> {
        let h = self.stack.len();
        for slot in [h.wrapping_sub(3), h.wrapping_sub(2)] {
            if self.stack.get(slot).is_some_and(|value| value.reads.traps) {
                self.settle(slot);
            }
        }
        let condition = self.pop()?;
        let (b, a) = (self.pop_tight()?, self.pop_tight()?);
        let range = (a.low.min(b.low), a.high.max(b.high));
        let joined = Value::call("", a.ty, &[&a, &b, &condition]);
        let test = condition.test();
        let yes = crate::value::wrap(&test.0, test.1, Prec::Or);
        let text = format!("{yes} ? {} : {}", a.at(Prec::Or), b.at(Prec::Or));
        let value = Value::new(text, Prec::Ternary, a.ty, joined.reads);
        let integer = matches!(a.ty, ValType::I32 | ValType::I64);
        let mut value = if integer && range.0 != range.1 { value.within(range.0, range.1) } else { value };
        value.choice = Some(Box::new((test.0, a.assignable(), b.assignable())));
        self.push(value);
        Ok(())
    }

    fn variable(&mut self, operator: &Operator<'_>) -> Result<bool, Error> {
        match operator {
            Operator::LocalGet { local_index } => {
                let value = Value::var(format!("$l{local_index}"), self.local_type(*local_index), *local_index);
                let range = self.ranges.get(*local_index as usize).copied().unwrap_or((value.low, value.high));
                self.push(value.within(range.0, range.1));
            }
            Operator::LocalSet { local_index } => {
                let value = self.pop()?;
                self.set_local(*local_index, value);
            }
            Operator::LocalTee { local_index } => {
                let value = self.pop()?;
                self.set_local(*local_index, value);
                self.variable(&Operator::LocalGet { local_index: *local_index })?;
            }
            Operator::GlobalGet { global_index } => {
                let value = self.context.global(*global_index)?;
                self.push(value);
            }
            Operator::GlobalSet { global_index } => {
                let value = self.pop_tight()?;
                self.before_effect();
                self.stmt(&format!("$this->g{global_index} = {};", value.text));
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn access(&mut self, operator: &Operator<'_>) -> Result<bool, Error> {
        use Operator as O;
        use ValType::{I32, I64};
        let value = match operator {
            O::I32Load { memarg } => self.load32(memarg, I32)?,
            O::I64Load32U { memarg } => self.load32(memarg, I64)?,
            O::I64Load32S { memarg } => Self::signed(self.load32(memarg, I64)?, 32),
            O::I64Load { memarg } => self.load64(memarg)?,
            O::I32Load8U { memarg } => self.load8(memarg, I32)?,
            O::I64Load8U { memarg } => self.load8(memarg, I64)?,
            O::I32Load8S { memarg } => Self::signed(self.load8(memarg, I32)?, 8),
            O::I64Load8S { memarg } => Self::signed(self.load8(memarg, I64)?, 8),
            O::I32Load16U { memarg } => self.load16(memarg, I32)?,
            O::I64Load16U { memarg } => self.load16(memarg, I64)?,
            O::I32Load16S { memarg } => Self::signed(self.load16(memarg, I32)?, 16),
            O::I64Load16S { memarg } => Self::signed(self.load16(memarg, I64)?, 16),
            O::F32Load { memarg } => {
                self.load32(memarg, I32).map(|bits| Value::call("$this->_float32", ValType::F32, &[&bits]))?
            }
            O::F64Load { memarg } => {
                self.load64(memarg).map(|bits| Value::call("$this->_float64", ValType::F64, &[&bits]))?
            }
            O::MemorySize { .. } => {
                let reads = Reads { memory: true, ..Reads::default() };
                Value::new("$this->pages", Prec::Atom, I32, reads).within(0, 65536)
            }
            O::MemoryGrow { .. } => {
                let pages = self.pop_tight()?;
                self.before_effect();
                let slot = self.stack.len();
                let reads = Reads { memory: true, ..Reads::default() };
                self.push(Value::new(format!("$this->_grow($m, {})", pages.text), Prec::Atom, I32, reads));
                self.settle(slot);
                return Ok(true);
            }
            _ => return self.effect(operator),
        };
        self.push(value);
        Ok(true)
    }

    fn effect(&mut self, operator: &Operator<'_>) -> Result<bool, Error> {
        use Operator as O;
        match operator {
            O::I32Store { memarg } | O::I64Store32 { memarg } => self.store32(memarg)?,
            O::I64Store { memarg } => self.store64(memarg)?,
            O::I32Store8 { memarg } | O::I64Store8 { memarg } => self.store8(memarg)?,
            O::I32Store16 { memarg } | O::I64Store16 { memarg } => self.store16(memarg)?,
            O::F32Store { memarg } => {
                let value = self.pop()?;
                self.push(Value::call("$this->_bits32", ValType::I32, &[&value]));
                self.store32(memarg)?;
            }
            O::F64Store { memarg } => {
                let value = self.pop()?;
                self.push(Value::call("$this->_bits64", ValType::I64, &[&value]));
                self.store64(memarg)?;
            }
            O::MemoryCopy { .. } => self.bulk("_copy", "$m")?,
            O::MemoryFill { .. } => self.bulk("_fill", "$m")?,
            O::MemoryInit { data_index, .. } => self.bulk("_init", &format!("$m, {data_index}"))?,
            O::DataDrop { data_index } => self.stmt(&format!("$this->data[{data_index}] = [];")),
            O::TableInit { elem_index, table } => {
                self.bulk("_tableInit", &format!("$this->table{table}, {elem_index}"))?;
            }
            O::TableCopy { dst_table, src_table } => {
                self.bulk("_tableCopy", &format!("$this->table{dst_table}, $this->table{src_table}"))?;
            }
            O::ElemDrop { elem_index } => self.stmt(&format!("$this->elements[{elem_index}] = [];")),
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// A method that takes three numbers.
    fn bulk(&mut self, name: &str, first: &str) -> Result<(), Error> {
        let (c, b, a) = (self.pop_tight()?, self.pop_tight()?, self.pop_tight()?);
        self.before_effect();
        self.stmt(&format!("$this->{name}({first}, {}, {}, {});", a.text, b.text, c.text));
        Ok(())
    }

    fn integer32(&mut self, operator: &Operator<'_>) -> Result<bool, Error> {
        use Operator as O;
        if let O::I32Const { value } = operator {
            self.push(Value::int(i128::from(*value as u32), ValType::I32));
            return Ok(true);
        }
        let unary: Option<fn(Value) -> Value> = match operator {
            O::I32Eqz => Some(Value::into_is_zero),
            O::I32Clz => Some(|a| Value::call("$this->_clz32", ValType::I32, &[&a.tight()]).within(0, 32)),
            O::I32Ctz => {
                let (a, slot) = (self.pop_tight()?, self.stack.len());
                let a = self.simple(a, slot);
                self.push(int32::trailing_zeros(a));
                return Ok(true);
            }
            O::I32Popcnt => Some(|a| Value::call("$this->_popcnt", ValType::I32, &[&a.tight()]).within(0, 32)),
            O::I32Extend8S => Some(|a| int32::extend(a, 8)),
            O::I32Extend16S => Some(|a| int32::extend(a, 16)),
            O::I32WrapI64 => Some(|a| Value { ty: ValType::I32, choice: None, halves: None, ..a }),
            _ => None,
        };
        if let Some(unary) = unary {
            let a = self.pop()?;
            self.push(unary(a));
            return Ok(true);
        }
        let binary: fn(Value, Value) -> Value = match operator {
            O::I32Add => int32::add,
            O::I32Sub => int32::sub,
            O::I32Mul => return self.multiply(),
            O::I32And => int32::and,
            O::I32Or => |a, b| int32::or_xor("|", a, b),
            O::I32Xor => |a, b| int32::or_xor("^", a, b),
            O::I32Shl => int32::shl,
            O::I32ShrU => int32::shr_u,
            O::I32ShrS => int32::shr_s,
            O::I32Rotl | O::I32Rotr => return self.rotate(operator),
            O::I32DivU => divide::div_u,
            O::I32DivS => divide::div_s,
            O::I32RemU => divide::rem_u,
            O::I32RemS => divide::rem_s,
            O::I32Eq => |a, b| compare::equal(a, b, false),
            O::I32Ne => |a, b| compare::equal(a, b, true),
            O::I32LtU => |a, b| compare::order_u("<", a, b),
            O::I32LeU => |a, b| compare::order_u("<=", a, b),
            O::I32GtU => |a, b| compare::order_u(">", a, b),
            O::I32GeU => |a, b| compare::order_u(">=", a, b),
            O::I32LtS => |a, b| compare::order_s("<", a, b),
            O::I32LeS => |a, b| compare::order_s("<=", a, b),
            O::I32GtS => |a, b| compare::order_s(">", a, b),
            O::I32GeS => |a, b| compare::order_s(">=", a, b),
            _ => return Ok(false),
        };
        let (b, a) = (self.pop()?, self.pop()?);
        self.push(binary(a, b));
        Ok(true)
    }

    fn multiply(&mut self) -> Result<bool, Error> {
        let (b, a) = (self.pop()?, self.pop()?);
        let (a, b) = if int32::product_fits(&a, &b) { (a, b) } else { self.simple_pair(a.tight(), b.tight()) };
        self.push(int32::mul(a, b));
        Ok(true)
    }

    fn rotate(&mut self, operator: &Operator<'_>) -> Result<bool, Error> {
        let (b, a) = (self.pop()?, self.pop()?);
        let wide = a.ty == ValType::I64;
        let right = matches!(operator, Operator::I32Rotr | Operator::I64Rotr);
        let b = match (right, wide) {
            (false, _) => b,
            (true, false) => int32::sub(Value::int(32, ValType::I32), int32::and(b, Value::int(31, ValType::I32))),
            (true, true) => {
                int64::arithmetic("-", Value::int(64, ValType::I64), int64::and(b, Value::int(63, ValType::I64)))
            }
        };
        let slot = self.stack.len();
        let a = if b.constant().is_some() { self.simple(a.tight(), slot) } else { a };
        self.push(if wide { int64::rotl(a, b) } else { int32::rotl(a, b) });
        Ok(true)
    }

    fn integer64(&mut self, operator: &Operator<'_>) -> Result<bool, Error> {
        use Operator as O;
        if let O::I64Const { value } = operator {
            self.push(Value::int(i128::from(*value), ValType::I64));
            return Ok(true);
        }
        let unary: Option<fn(Value) -> Value> = match operator {
            O::I64Eqz => Some(Value::into_is_zero),
            O::I64Clz => Some(|a| Value::call("$this->_clz64", ValType::I64, &[&a]).within(0, 64)),
            O::I64Ctz => Some(|a| Value::call("$this->_ctz64", ValType::I64, &[&a]).within(0, 64)),
            O::I64Popcnt => Some(|a| Value::call("$this->_popcnt", ValType::I64, &[&a]).within(0, 64)),
            O::I64Extend8S => Some(|a| int32::extend(a, 8)),
            O::I64Extend16S => Some(|a| int32::extend(a, 16)),
            O::I64Extend32S => Some(|a| int32::extend(a, 32)),
            O::I64ExtendI32S => Some(|a| Value { ty: ValType::I64, choice: None, ..int32::signed(a) }),
            O::I64ExtendI32U => Some(|a| Value { ty: ValType::I64, choice: None, ..a.tight() }),
            _ => None,
        };
        if let Some(unary) = unary {
            let a = self.pop()?;
            self.push(unary(a));
            return Ok(true);
        }
        let binary: fn(Value, Value) -> Value = match operator {
            O::I64Add => return self.checked("+"),
            O::I64Sub => return self.checked("-"),
            O::I64Mul => return self.checked("*"),
            O::I64And => int64::and,
            O::I64Or => |a, b| int64::or_xor("|", a, b),
            O::I64Xor => |a, b| int64::or_xor("^", a, b),
            O::I64Shl => int64::shl,
            O::I64ShrU => int64::shr_u,
            O::I64ShrS => int64::shr_s,
            O::I64Rotl | O::I64Rotr => return self.rotate(operator),
            O::I64DivU => int64::div_u,
            O::I64DivS => int64::div_s,
            O::I64RemU => int64::rem_u,
            O::I64RemS => int64::rem_s,
            O::I64Eq => |a, b| int64::equal(a, b, false),
            O::I64Ne => |a, b| int64::equal(a, b, true),
            O::I64LtU => |a, b| int64::order_u("<", a, b),
            O::I64LeU => |a, b| int64::order_u("<=", a, b),
            O::I64GtU => |a, b| int64::order_u(">", a, b),
            O::I64GeU => |a, b| int64::order_u(">=", a, b),
            O::I64LtS => |a, b| compare::compare("<", &a, &b),
            O::I64LeS => |a, b| compare::compare("<=", &a, &b),
            O::I64GtS => |a, b| compare::compare(">", &a, &b),
            O::I64GeS => |a, b| compare::compare(">=", &a, &b),
            _ => return Ok(false),
        };
        let (b, a) = (self.pop()?, self.pop()?);
        self.push(binary(a, b));
        Ok(true)
    }

    fn checked(&mut self, op: &str) -> Result<bool, Error> {
        let (b, a) = (self.pop()?, self.pop()?);
        let (a, b) = if int64::fits_op(op, &a, &b) { (a, b) } else { self.simple_pair(a, b) };
        self.push(int64::arithmetic(op, a, b));
        Ok(true)
    }
}
