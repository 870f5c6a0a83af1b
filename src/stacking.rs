//! Which coupons go together, and in which order.

use crate::coupon::Coupon;
use crate::wire::Text;
use crate::wire::record::seldom;

seldom! {
    /// How a coupon stands to others in the same cart.
    #[derive(Clone, PartialEq, Eq, Default, Debug)]
    pub struct Stacking<'a> {
        /// Lower ones come first, in their lane; 0 when absent.
        pub priority: i32 => Priority or 0,
        /// Lanes follow each other from the lowest. The coupons of one are computed on what was left when it began, those
        /// of the next on what it leaves.
        pub lane: i32 => Lane or 0,
        /// Goes with no other coupon.
        pub exclusive: bool => Exclusive or false,
        /// No coupon behind it applies; in profile `magento`, none to the lines that this one comes to.
        pub stops_further: bool => StopsFurther or false,
        /// What kind of coupon it is, for [`combines_with`](Self::combines_with) of others.
        pub class: Option<Text<'a>> => Class,
        /// Goes only with coupons of these classes that in turn go with its own; with any when absent.
        pub combines_with: Option<Vec<Text<'a>>> => CombinesWith,
    }
}

/// Lane, priority, whether it gives nothing away, age, code.
pub type Rank<'c> = (i32, i32, bool, i64, &'c str);

/// Why two coupons do not go together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Conflict {
    /// One of them goes with no other.
    Exclusive,
    /// One does not name the other's class.
    NotCombinable,
}

impl<'a> Coupon<'a> {
    /// Where it stands among the coupons of a cart, whatever the order in which they were entered: lane, priority, then gifts,
    /// then age, then code.
    pub fn rank(&self) -> Rank<'_> {
        let (lane, priority) = self.stacking.as_ref().map_or((0, 0), |stacking| (stacking.lane, stacking.priority));
        let no_gift = !self.discounts.as_deref().unwrap_or_default().iter().any(|discount| discount.product.is_some());
        (lane, priority, no_gift, self.created_at.unwrap_or(0), &self.code)
    }

    /// Its lane.
    pub fn lane(&self) -> i32 {
        self.stacking.as_ref().map_or(0, |stacking| stacking.lane)
    }

    /// Whether no coupon behind it applies.
    pub fn stops_further(&self) -> bool {
        self.stacking.as_ref().is_some_and(|stacking| stacking.stops_further)
    }

    /// What keeps it from going with another.
    pub fn conflict(&self, other: &Coupon<'_>) -> Option<Conflict> {
        let exclusive = |coupon: &Coupon<'_>| coupon.stacking.as_ref().is_some_and(|stacking| stacking.exclusive);
        if exclusive(self) || exclusive(other) {
            return Some(Conflict::Exclusive);
        }
        (!self.takes(other) || !other.takes(self)).then_some(Conflict::NotCombinable)
    }

    /// Whether it names the other's class.
    fn takes(&self, other: &Coupon<'_>) -> bool {
        let combines = self.stacking.as_ref().and_then(|stacking| stacking.combines_with.as_deref());
        let class = other.stacking.as_ref().and_then(|stacking| stacking.class.as_deref());
        combines.is_none_or(|classes| class.is_some_and(|class| classes.iter().any(|name| name == class)))
    }
}
