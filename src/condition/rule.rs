//! Conditions as a tree: comparisons, and groups of them.

use super::{Condition, Facts, Verdict};
use crate::coupon::Kind;
use crate::wire::record::words;
use crate::wire::{Faults, Json, Key, Node, Read, Write};

/// Deepest nesting of groups, and of comparisons in the `where` of others; a stranger's request must not decide how much stack is used.
const MAX_DEPTH: u32 = 8;
const TOO_DEEP: &str = "groups and `where` can be nested 8 deep at most";

/// One node of the tree. S3's flat list is the members of an `all`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Rule<'a> {
    /// A comparison.
    Compare(Condition<'a>),
    /// Several, of which all, any or none must hold.
    Group(Quantifier, Vec<Rule<'a>>),
}

words! {
    /// How many members of a group must hold.
    pub enum Quantifier {
        /// Every one.
        All = "all",
        /// One at least.
        Any = "any",
        /// Not a single one.
        NoneOf = "none",
    }
}

impl Quantifier {
    fn key(self) -> Key {
        match self {
            Quantifier::All => Key::All,
            Quantifier::Any => Key::Any,
            Quantifier::NoneOf => Key::NoneOf,
        }
    }
}

impl<'a> Rule<'a> {
    /// Whether it holds; what cannot be told does not hold.
    pub fn holds(&self, facts: &Facts<'_, '_>) -> bool {
        match self {
            Rule::Compare(condition) => condition.verdict(facts) == Verdict::Holds,
            Rule::Group(Quantifier::All, rules) => rules.iter().all(|rule| rule.holds(facts)),
            Rule::Group(Quantifier::Any, rules) => rules.iter().any(|rule| rule.holds(facts)),
            Rule::Group(Quantifier::NoneOf, rules) => !rules.iter().any(|rule| rule.holds(facts)),
        }
    }

    /// Every comparison below, those in `where` too.
    pub fn any_comparison(&self, is: &mut dyn FnMut(&Condition<'a>) -> bool) -> bool {
        match self {
            Rule::Compare(condition) => is(condition) || any_comparison(condition.narrowed(), is),
            Rule::Group(_, rules) => any_comparison(rules, is),
        }
    }

    /// What does not fit together: path below the rule, and what would be right. Paths are put together on the way out,
    /// so that a coupon without a fault costs none.
    fn check(&self, coupon: Kind, fault: &mut dyn FnMut(&str, &'static str)) {
        match self {
            Rule::Compare(condition) => {
                if let Err((field, message)) = condition.check(coupon) {
                    fault(&[".", field].concat(), message);
                }
                check_all(condition.narrowed(), coupon, &mut |path, message| {
                    fault(&[".where", path].concat(), message);
                });
            }
            Rule::Group(quantifier, rules) => check_all(rules, coupon, &mut |path, message| {
                fault(&[".", quantifier.word(), path].concat(), message);
            }),
        }
    }
}

/// Whether any comparison of the trees is one.
pub fn any_comparison<'a>(rules: &[Rule<'a>], is: &mut dyn FnMut(&Condition<'a>) -> bool) -> bool {
    rules.iter().any(|rule| rule.any_comparison(is))
}

/// How many comparisons the trees hold.
pub(crate) fn comparisons(rules: &[Rule<'_>]) -> usize {
    let mut count = 0;
    any_comparison(rules, &mut |_| {
        count += 1;
        false
    });
    count
}

/// [`Rule::check`] of a list.
pub(crate) fn check_all(rules: &[Rule<'_>], coupon: Kind, fault: &mut dyn FnMut(&str, &'static str)) {
    for (position, rule) in rules.iter().enumerate() {
        rule.check(coupon, &mut |path, message| {
            fault(&["[", &Json::of(&(position as u32)), "]", path].concat(), message);
        });
    }
}

impl<'a> Read<'a> for Rule<'a> {
    fn blank() -> Self {
        Rule::Compare(Condition::blank())
    }

    fn fill(&mut self, node: Node<'a, '_>, faults: &mut Faults) -> bool {
        let first = node.children().next().filter(|_| node.is_object());
        let group = first.and_then(|first| Quantifier::ALL.iter().find(|group| group.key() == first.key()));
        let Some((group, members)) = group.copied().zip(first) else {
            // One more: a comparison stands in the deepest group, too.
            if !faults.enter(MAX_DEPTH + 1) {
                return faults.refuse(node, "too_long", TOO_DEEP);
            }
            let mut condition = Condition::blank();
            let whole = condition.fill(node, faults);
            faults.leave();
            *self = Rule::Compare(condition);
            return whole;
        };
        if node.children().nth(1).is_some() {
            return faults.refuse(
                node,
                "not_allowed",
                "a group holds one of `all`, `any`, `none` and nothing beside it",
            );
        }
        if !faults.enter(MAX_DEPTH) {
            return faults.refuse(node, "too_long", TOO_DEEP);
        }
        let mut rules = Vec::new();
        let whole = rules.fill(members, faults);
        faults.leave();
        if rules.is_empty() && whole {
            return faults.refuse(members, "out_of_range", "must hold one condition at least");
        }
        *self = Rule::Group(group, rules);
        whole
    }
}

impl Write for Rule<'_> {
    fn write(&self, json: &mut Json) {
        match self {
            Rule::Compare(condition) => condition.write(json),
            Rule::Group(quantifier, rules) => json.object(|fields| fields.field(quantifier.key(), rules)),
        }
    }
}
