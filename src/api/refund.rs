//! `refund`: the amounts of a refund, from what was sold and what has been returned of it.

use super::Failure;
use crate::money::MAX_MINOR;
use crate::refund::{Refunded, Shipping, Sold};
use crate::wire::record::{seldom, short};
use crate::wire::{Faults, Json, Node, Text};

/// As many as a cart may have.
const MAX_LINES: usize = 2_000;

seldom! {
    /// `refund`.
    #[derive(Debug)]
    pub(super) struct RefundCall<'a> {
        verb: Text<'a> => Verb,
        lines: Vec<Sold<'a>> => Lines,
        before: Vec<Units<'a>> => Before or Vec::new(),
        now: Vec<Units<'a>> => Now or Vec::new(),
        shipping: Shipping => Shipping or Shipping::default(),
    }
    then RefundCall::check
}

seldom! {
    /// Some units of a line.
    #[derive(Debug)]
    pub(super) struct Units<'a> {
        id: Text<'a> => Id,
        quantity: i64 => Quantity,
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
    let order = Order::new(&call.lines, &mut faults);
    let before = order.units("$.before", &call.before, &[], &mut faults);
    let now = order.units("$.now", &call.now, &before, &mut faults);
    if call.now.is_empty() && call.shipping.now_minor == 0 {
        faults.add_at("$.now".to_owned(), "missing_field", "must name a line, unless some of the shipping returns");
    }
    if !faults.is_empty() {
        return Err(Failure::Faults(faults.into_vec()));
    }
    Ok(crate::refund::refund(&call.lines, &before, &now, call.shipping))
}

/// What was sold, found by the lines' ids.
struct Order<'c, 'a> {
    lines: &'c [Sold<'a>],
    /// Positions of the lines, in the order of their ids.
    sorted: Vec<usize>,
}

impl<'c, 'a> Order<'c, 'a> {
    /// Notes ids that stand twice.
    fn new(lines: &'c [Sold<'a>], faults: &mut Faults) -> Order<'c, 'a> {
        let mut order = Order { lines, sorted: Vec::new() };
        for (position, line) in lines.iter().enumerate() {
            match order.find(&line.id) {
                Ok(_) => twice("$.lines", position, &line.id, faults),
                Err(place) => order.sorted.insert(place, position),
            }
        }
        order
    }

    /// Where in `sorted` the line with this id stands, or would stand.
    fn find(&self, id: &str) -> Result<usize, usize> {
        let id_at = |position: &usize| self.lines.get(*position).map_or("", |line| &line.id);
        self.sorted.binary_search_by(|position| id_at(position).cmp(id))
    }

    /// The units that return, line by line with those sold; `taken` are those that are back already.
    fn units(&self, path: &str, returned: &[Units<'_>], taken: &[i64], faults: &mut Faults) -> Vec<i64> {
        let mut units = vec![0; self.lines.len()];
        for (position, Units { id, quantity }) in returned.iter().enumerate() {
            let line = self.find(id).ok().and_then(|place| self.sorted.get(place)).copied().unwrap_or(usize::MAX);
            let (Some(sold), Some(slot)) = (self.lines.get(line), units.get_mut(line)) else {
                let message = ["there is no line `", &short(id), "` among those sold"].concat();
                faults.add_at(place(path, position, "id"), "unknown_line", message);
                continue;
            };
            let left = sold.quantity - taken.get(line).copied().unwrap_or(0);
            if *slot > 0 {
                twice(path, position, id, faults);
            } else if *quantity < 1 {
                let message = "must be 1 or more; leave the line out instead";
                faults.add_at(place(path, position, "quantity"), "out_of_range", message);
            } else if *quantity > left {
                let message = ["must be ", &Json::of(&left), " at most: no more is left"].concat();
                faults.add_at(place(path, position, "quantity"), "more_than_left", message);
            } else {
                *slot = *quantity;
            }
        }
        units
    }
}

#[cold]
fn twice(path: &str, position: usize, id: &str, faults: &mut Faults) {
    let message = ["`", &short(id), "` stands here twice"].concat();
    faults.add_at(place(path, position, "id"), "duplicate_line", message);
}

/// `$.now[0].quantity`
fn place(path: &str, position: usize, field: &str) -> String {
    [path, "[", &Json::of(&(position as u32)), "].", field].concat()
}
