//! Calls: arguments are evaluated in place, a result goes straight where the next instruction wants it.

use crate::error::Error;
use crate::func::Emitter;
use crate::value::{Prec, Reads, Value};
use wasmparser::{FuncType, Operator};

impl Emitter<'_, '_> {
    /// `call`.
    pub(crate) fn call(&mut self, index: u32, next: Option<&Operator<'_>>) -> Result<(), Error> {
        let ty = self.context.module.function_type(index)?.clone();
        let mut args = self.pop_args(&ty)?;
        if self.context.takes_memory(index) {
            args.insert(0, "$m".to_owned());
        }
        let name = if (index as usize) < self.context.imported { "_i" } else { "_f" };
        self.invoke(format!("$this->{name}{index}({})", args.join(", ")), &ty, next)
    }

    /// `call_indirect`.
    pub(crate) fn call_indirect(
        &mut self,
        type_index: u32,
        table: u32,
        next: Option<&Operator<'_>>,
    ) -> Result<(), Error> {
        let ty = self.context.module.func_type(type_index)?.clone();
        let element = self.pop_tight()?;
        let mut args = self.pop_args(&ty)?;
        args.insert(0, element.text);
        let canonical = self.context.canonical_type(type_index);
        if self.context.fixed_table.is_none() {
            args.insert(0, format!("$this->table{table}"));
        }
        if self.context.fixed_table.is_some() && self.context.indirect_takes_memory(canonical) {
            args.insert(0, "$m".to_owned());
        }
        self.invoke(format!("$this->_t{canonical}({})", args.join(", ")), &ty, next)
    }

    fn pop_args(&mut self, ty: &FuncType) -> Result<Vec<String>, Error> {
        let mut args = Vec::new();
        for _ in ty.params() {
            args.insert(0, self.pop_tight()?.text);
        }
        Ok(args)
    }

    /// Writes a call; its one result is left pending only when the next instruction takes it at once.
    fn invoke(&mut self, text: String, ty: &FuncType, next: Option<&Operator<'_>>) -> Result<(), Error> {
        self.before_effect();
        let slot = self.stack.len();
        match ty.results() {
            [] => self.stmt(&format!("{text};")),
            [one] => {
                let reads = Reads { memory: true, globals: true, traps: true, ..Reads::default() };
                self.stack.push(Value::new(text, Prec::Atom, *one, reads));
                let at_once = matches!(
                    next,
                    Some(Operator::LocalSet { .. } | Operator::LocalTee { .. } | Operator::Drop | Operator::Return)
                ) || (matches!(next, Some(Operator::BrIf { .. } | Operator::If { .. })));
                if !at_once {
                    self.settle(slot);
                }
            }
            many => {
                for index in 0..many.len() {
                    self.before_assign(self.slot_var(slot + index), None);
                }
                let names: Vec<String> = (0..many.len()).map(|index| format!("$s{}", slot + index)).collect();
                self.stmt(&format!("[{}] = {text};", names.join(", ")));
                for (index, ty) in many.iter().enumerate() {
                    self.stack.push(self.slot(slot + index, *ty));
                }
            }
        }
        Ok(())
    }
}
