//! `refund`: the amounts of a refund, from what was sold and what has been returned of it.

use super::Failure;
use crate::money::MAX_MINOR;
use crate::refund::{Reached, Refunded, Share, Sold};
use crate::wire::record::{record, short};
use crate::wire::{Faults, Json, Node, Text};

/// As many as a cart may have.
const MAX_LINES: usize = 2_000;

record! {
    /// `refund`.
    #[derive(Debug)]
    pub(super) struct RefundCall<'a> {
        verb: Text<'a> => Verb,
        lines: Vec<Sold<'a>> => Lines,
        shipping: Share => Shipping or Share::default(),
        before: Returned<'a> => Before or Returned::default(),
        now: Returned<'a> => Now,
    }
    then RefundCall::check
}

record! {
    /// What returns, or has returned.
    #[derive(Default, Debug)]
    pub(super) struct Returned<'a> {
        /// Each line once.
        lines: Vec<Units<'a>> => Lines or Vec::new(),
        /// Of shipping before its discount.
        shipping_minor: i64 => ShippingMinor or 0,
    }
}

record! {
    /// Some units of a line.
    #[derive(Debug)]
    pub(super) struct Units<'a> {
        id: Text<'a> => Id,
        quantity: u32 => Quantity,
    }
}

impl RefundCall<'_> {
    /// What was sold fits a cart.
    fn check(&self, node: Node<'_, '_>, faults: &mut Faults) -> bool {
        let few = self.lines.len() <= MAX_LINES;
        if !few {
            faults.add_checked(node, "lines", "out_of_range", "must be 2000 lines at most");
        }
        let add = |sum: i64, line: &Sold<'_>| sum.checked_add(line.total_minor);
        let total = self.lines.iter().try_fold(self.shipping.total_minor, add);
        let payable = total.is_some_and(|total| total <= MAX_MINOR);
        if !payable {
            let message = "must come to 1000000000000000 minor units at most, with shipping";
            faults.add_checked(node, "lines", "out_of_range", message);
        }
        few && payable
    }
}

pub(super) fn refund(call: RefundCall<'_>) -> Result<Refunded<'_>, Failure> {
    let mut faults = Faults::default();
    let order = Order::new(&call, &mut faults);
    let (mut reached, mut carried) = (vec![Reached::default(); call.lines.len()], Reached::default());
    for (path, returned, least) in [("$.before", &call.before, 0), ("$.now", &call.now, 1)] {
        reached.iter_mut().chain([&mut carried]).for_each(|reached| reached.before = reached.after);
        order.go_on(&mut reached, Step { path, returned, least }, &mut faults);
        carry(&mut carried, call.shipping, path, returned.shipping_minor, &mut faults);
    }
    if call.now.lines.is_empty() && call.now.shipping_minor == 0 {
        faults.add_at("$.now".to_owned(), "missing_field", "must name a line, or an amount of shipping");
    }
    if faults.is_empty() {
        Ok(crate::refund::refund(&call.lines, &reached, call.shipping, carried))
    } else {
        Err(Failure::Faults(faults.into_vec()))
    }
}

/// What was sold, found by the lines' ids.
struct Order<'c, 'a> {
    lines: &'c [Sold<'a>],
    /// Positions of the lines, in the order of their ids.
    sorted: Vec<usize>,
}

/// What returned in one go.
struct Step<'c, 'a> {
    path: &'static str,
    returned: &'c Returned<'a>,
    /// Fewest units of a line that is named.
    least: u32,
}

impl<'c, 'a> Order<'c, 'a> {
    /// Notes ids that stand twice.
    fn new(call: &'c RefundCall<'a>, faults: &mut Faults) -> Order<'c, 'a> {
        let mut order = Order { lines: &call.lines, sorted: Vec::new() };
        for (position, line) in call.lines.iter().enumerate() {
            match order.find(&line.id) {
                Ok(_) => twice("$", position, &line.id, faults),
                Err(place) => order.sorted.insert(place, position),
            }
        }
        order
    }

    /// Where the line with this id stands in `sorted`, or would stand.
    fn find(&self, id: &str) -> Result<usize, usize> {
        let id_at = |position: &usize| self.lines.get(*position).map_or("", |line| &line.id);
        self.sorted.binary_search_by(|position| id_at(position).cmp(id))
    }

    /// Adds the units of a step to what has been reached.
    fn go_on(&self, reached: &mut [Reached], step: Step<'_, '_>, faults: &mut Faults) {
        let Step { path, returned, least } = step;
        let mut seen = vec![false; reached.len()];
        for (position, Units { id, quantity }) in returned.lines.iter().enumerate() {
            let line = self.find(id).ok().and_then(|place| self.sorted.get(place)).copied().unwrap_or(usize::MAX);
            let (Some(sold), Some(reached), Some(seen)) =
                (self.lines.get(line), reached.get_mut(line), seen.get_mut(line))
            else {
                let message = ["there is no line `", &short(id), "` among those sold"].concat();
                faults.add_at(place(path, position, "id"), "unknown_line", message);
                continue;
            };
            let left = i64::from(sold.quantity) - reached.before;
            if std::mem::replace(seen, true) {
                twice(path, position, id, faults);
            } else if *quantity < least {
                faults.add_at(place(path, position, "quantity"), "out_of_range", "must be 1 or more");
            } else if i64::from(*quantity) > left {
                faults.add_at(place(path, position, "quantity"), "more_than_left", at_most(left));
            } else {
                reached.after += i64::from(*quantity);
            }
        }
    }
}

/// Adds an amount of shipping to what has been reached.
fn carry(carried: &mut Reached, shipping: Share, path: &str, minor: i64, faults: &mut Faults) {
    let left = shipping.total_minor - carried.before;
    let path = || [path, ".shippingMinor"].concat();
    if minor < 0 {
        faults.add_at(path(), "out_of_range", "must be 0 or more");
    } else if minor > left {
        faults.add_at(path(), "more_than_left", at_most(left));
    } else {
        carried.after += minor;
    }
}

#[cold]
fn twice(path: &str, position: usize, id: &str, faults: &mut Faults) {
    let message = ["`", &short(id), "` stands here twice"].concat();
    faults.add_at(place(path, position, "id"), "duplicate_line", message);
}

/// `$.now.lines[0].quantity`
fn place(path: &str, position: usize, field: &str) -> String {
    [path, ".lines[", &Json::of(&(position as u32)), "].", field].concat()
}

fn at_most(left: i64) -> String {
    ["must be ", &Json::of(&left), " at most: no more is left"].concat()
}
