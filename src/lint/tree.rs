//! Whether rules can hold together.

use super::domain::{self, Literal};
use crate::condition::{Condition, Fact, Operand, Operator, Quantifier, Rule, Scalar};
use crate::money::Decimal;

/// Whether no cart with something in it, no buyer and no moment can fulfil them all. Of several groups in which one member
/// is enough, each is looked at beside the comparisons alone, not beside the others: that misses little, and ends soon.
pub(super) fn contradict(rules: &[&[Rule<'_>]]) -> bool {
    gathered(rules).contradicts()
}

/// Whether a rule holds wherever all of the others do.
pub(super) fn follows<'r, 'a>(rules: &[&'r [Rule<'a>]], rule: &'r Rule<'a>) -> bool {
    let mut gathered = gathered(rules);
    gathered.add(rule, false);
    gathered.contradicts()
}

fn gathered<'r, 'a>(rules: &[&'r [Rule<'a>]]) -> Gathered<'r, 'a> {
    let mut gathered = Gathered::default();
    for rule in rules.iter().copied().flatten() {
        gathered.add(rule, true);
    }
    gathered
}

/// A comparison with a number.
pub(super) fn compare(fact: Fact<'static>, operator: Operator, value: Decimal) -> Rule<'static> {
    comparison(fact, operator, Scalar::Number(value))
}

/// A comparison with one value.
pub(super) fn comparison(fact: Fact<'static>, operator: Operator, value: Scalar<'static>) -> Rule<'static> {
    let value = Operand::One(value);
    Rule::Compare(Condition { fact, operator, value, value_mask: None, kind: None, only: None })
}

#[derive(Default)]
struct Gathered<'r, 'a> {
    literals: Vec<Literal<'r, 'a>>,
    /// One member at least of each has to hold, or not to.
    choices: Vec<(&'r [Rule<'a>], bool)>,
}

impl<'r, 'a> Gathered<'r, 'a> {
    fn add(&mut self, rule: &'r Rule<'a>, holds: bool) {
        match rule {
            Rule::Compare(condition) => self.literals.push(Literal { condition, holds }),
            Rule::Group(quantifier, rules) => {
                // All of the members, when `all` is to hold, and when the others are not to have one that holds.
                let (every, each) = match quantifier {
                    Quantifier::All => (holds, holds),
                    Quantifier::Any => (!holds, holds),
                    Quantifier::NoneOf => (holds, !holds),
                };
                match every {
                    true => rules.iter().for_each(|rule| self.add(rule, each)),
                    false => self.choices.push((rules, each)),
                }
            }
        }
    }

    fn contradicts(&self) -> bool {
        let fails = |rule: &'r Rule<'a>, holds: bool| {
            let mut with = Gathered { literals: self.literals.clone(), choices: Vec::new() };
            with.add(rule, holds);
            with.contradicts()
        };
        domain::contradict(&self.literals)
            || self.choices.iter().any(|(rules, holds)| rules.iter().all(|rule| fails(rule, *holds)))
    }
}
