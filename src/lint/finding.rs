//! What the lint finds: stable codes with operands, append-only.

use super::message::sentences;
use crate::coupon::Coupon;
use crate::money::Locale;
use crate::reason::pick;
use crate::wire::record::words;
use crate::wire::{Json, Key, Text, Write};

words! {
    /// How sure a finding is, and how grave.
    pub enum Severity {
        /// True for every cart, and surely not meant.
        Error = "error",
        /// True for every cart.
        Warning = "warning",
        /// Worth a look.
        Note = "note",
    }
}

/// One thing that was found; [`Kind::code`] is its name on the wire.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// One condition can never hold.
    NeverHolds,
    /// Two conditions can never hold together.
    NeverTogether,
    /// All conditions can never hold together.
    NeverAll,
    /// The window is over.
    Ended,
    /// Nobody may use it.
    NoUses,
    /// None of its discounts can take anything.
    NothingOff,
    /// The window holds no moment that the conditions allow.
    EndsBeforeStart,
    /// A condition that every cart fulfils.
    AlwaysHolds,
    /// Worth a lot, without condition, limit or end.
    Unlimited,
    /// A condition that follows from another.
    Redundant,
    /// Another coupon always wins over it.
    Shadowed,
    /// The same, once both are entered.
    ShadowedWhenEntered,
    /// An amount above what the conditions ask to be bought.
    AboveGoods,
    /// Percentages that come to more than all.
    AboveGoodsTogether,
    /// Too few characters.
    ShortCode,
    /// The neighbour of another code, or a run.
    SequentialCode,
    /// A word and a number.
    WordCode,
    /// A pattern with too few symbols.
    ShortPattern,
    /// Two coupons take from the same goods at the same time.
    Overlapping,
    /// A cap that no amount exceeds.
    CapNever,
    /// A cap that no percentage exceeds, but for rounding.
    CapHardly,
    /// A step that is never reached.
    StepNever,
    /// A step that is never reached, but for rounding.
    StepHardly,
    /// One of several discounts can take nothing.
    TakesNothing,
    /// A gift without a limit of uses.
    GiftWithoutLimit,
    /// Money of another currency than the other coupons'.
    OtherCurrency,
    /// No coupon of the list comes behind it.
    StopsNothing,
    /// No coupon of the list is of a class it goes with.
    CombinesWithNobody,
    /// Two coupons with one code.
    SameCode,
}

impl Kind {
    /// The code on the wire, and the severity.
    fn told(self) -> (&'static str, Severity) {
        use Severity::{Error, Note, Warning};
        match self {
            Kind::NeverHolds | Kind::NeverTogether | Kind::NeverAll | Kind::NoUses | Kind::NothingOff => (NEVER, Error),
            Kind::Ended => (NEVER, Warning),
            Kind::EndsBeforeStart => ("ends_before_it_can_start", Note),
            Kind::AlwaysHolds => ("always_applies", Warning),
            Kind::Unlimited => ("unlimited", Warning),
            Kind::Redundant => ("redundant_condition", Warning),
            Kind::Shadowed => ("shadowed", Warning),
            Kind::ShadowedWhenEntered => ("shadowed", Note),
            Kind::AboveGoods | Kind::AboveGoodsTogether => ("negative_total", Note),
            Kind::ShortCode | Kind::SequentialCode | Kind::ShortPattern => ("guessable_code", Warning),
            Kind::WordCode => ("guessable_code", Note),
            Kind::Overlapping => ("overlapping_windows", Note),
            Kind::CapNever => ("cap_never_reached", Warning),
            Kind::CapHardly => ("cap_never_reached", Note),
            Kind::StepNever => ("tier_unreachable", Warning),
            Kind::StepHardly => ("tier_unreachable", Note),
            Kind::TakesNothing => ("takes_nothing", Warning),
            Kind::GiftWithoutLimit => ("gift_without_limit", Warning),
            Kind::OtherCurrency => ("currency_mixed", Note),
            Kind::StopsNothing => ("stops_nothing", Note),
            Kind::CombinesWithNobody => ("combines_with_nobody", Note),
            Kind::SameCode => ("duplicate_code", Error),
        }
    }

    /// The code on the wire.
    pub fn code(self) -> &'static str {
        self.told().0
    }
}

const NEVER: &str = "never_applies";

/// One finding, as it is told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding<'a> {
    /// What was found.
    pub kind: Kind,
    /// Of which coupon.
    pub code: Text<'a>,
    /// Where in the coupon: `conditions[1].value`.
    pub path: String,
    /// The other coupon, where two are involved.
    pub other: Option<Text<'a>>,
    /// The other place of the same coupon, where two are involved.
    pub with: Option<String>,
    /// A number that belongs to it, and its name on the wire.
    operand: Option<(Key, String)>,
    /// What stands in the sentence for `{}`.
    shown: Option<String>,
    locale: Locale,
}

/// The findings so far.
pub(super) struct Findings<'a> {
    list: Vec<Finding<'a>>,
    locale: Locale,
}

impl<'a> Findings<'a> {
    /// None yet.
    pub(super) fn new(locale: Locale) -> Findings<'a> {
        Findings { list: Vec::new(), locale }
    }

    /// A finding at a path of a coupon.
    #[inline(never)]
    pub(super) fn add(&mut self, kind: Kind, coupon: &Coupon<'a>, path: &str) {
        self.list.push(Finding {
            kind,
            code: coupon.code.clone(),
            path: path.to_owned(),
            other: None,
            with: None,
            operand: None,
            shown: None,
            locale: self.locale,
        });
    }

    /// The last one is beside another place of the same coupon.
    pub(super) fn with(&mut self, path: String) {
        if let Some(last) = self.list.last_mut() {
            last.with = Some(path);
        }
    }

    /// The last one is beside another coupon.
    #[inline(never)]
    pub(super) fn other(&mut self, coupon: &Coupon<'a>) {
        if let Some(last) = self.list.last_mut() {
            last.other = Some(coupon.code.clone());
        }
    }

    /// The last one has an operand, in JSON; the sentence shows it like this, where it does not show what it is beside.
    #[inline(never)]
    pub(super) fn operand(&mut self, key: Key, json: String, shown: Option<String>) {
        if let Some(last) = self.list.last_mut() {
            last.operand = Some((key, json));
            last.shown = shown;
        }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.list.len()
    }

    /// Whether one behind the first `count` says that its coupon never applies.
    pub(super) fn any_never(&self, count: usize) -> bool {
        self.list.iter().skip(count).any(|finding| finding.kind.code() == NEVER)
    }

    /// All of them.
    pub(super) fn into_vec(self) -> Vec<Finding<'a>> {
        self.list
    }
}

impl Finding<'_> {
    /// The severity.
    pub fn severity(&self) -> Severity {
        self.kind.told().1
    }

    /// The sentence, in the call's locale.
    fn message(&self) -> String {
        let sentence = pick(sentences(self.kind), self.locale);
        let beside = self.other.as_deref().or(self.with.as_deref());
        sentence.replace("{}", self.shown.as_deref().or(beside).unwrap_or_default())
    }
}

impl Write for Finding<'_> {
    fn write(&self, json: &mut Json) {
        json.object(|fields| {
            fields.field(Key::Finding, self.kind.code());
            fields.field(Key::Severity, &self.severity());
            fields.field(Key::Code, &self.code);
            fields.field(Key::Path, &self.path);
            fields.field(Key::OtherCode, &self.other);
            fields.field(Key::With, &self.with);
            if let Some((key, value)) = &self.operand {
                fields.field(*key, &crate::wire::Raw(value.into()));
            }
            fields.field(Key::Message, &self.message());
        });
    }
}
