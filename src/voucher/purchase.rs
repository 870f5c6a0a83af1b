//! How many codes an order brings: quantity × number of voucher codes for each line (P1), and never any of them twice (P3).

use crate::shop::{IssueCount, Purchase};
use crate::wire::record::seldom;
use crate::wire::{Faults, Json, Node, Text};

/// Most codes of one line.
const MAX_CODES: u32 = 1_000_000;
/// Longest id of a line.
const MAX_ID_BYTES: usize = 100;

seldom! {
    /// A line of a paid order.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub(crate) struct PurchaseLine<'a> {
        /// Its id within the order.
        pub(crate) id: Text<'a> => Id,
        /// How many of the product.
        pub(crate) quantity: u32 => Quantity,
        /// Voucher codes that each of them brings.
        pub(crate) voucher_codes: u32 => VoucherCodes,
        /// The template of the codes; not needed where there are none.
        pub(crate) voucher_template: Option<Text<'a>> => VoucherTemplate,
    }
    then PurchaseLine::check
}

impl PurchaseLine<'_> {
    /// Codes that the line brings in all.
    pub(crate) fn codes(&self) -> u32 {
        self.quantity.saturating_mul(self.voucher_codes)
    }

    fn check(&self, node: Node<'_, '_>, faults: &mut Faults) -> bool {
        let mut whole = true;
        let mut fault = |field: &str, fault: &'static str, message: &str| {
            faults.add_checked(node, field, fault, message);
            whole = false;
        };
        if !(1..=MAX_ID_BYTES).contains(&self.id.len()) {
            fault("id", "out_of_range", "must be 1 to 100 bytes");
        }
        if self.codes() > MAX_CODES {
            let message = ["comes to more than ", &Json::of(&MAX_CODES), " codes"].concat();
            fault("quantity", "out_of_range", &message);
        }
        if self.codes() > 0 && self.voucher_template.is_none() {
            let message = "`voucherTemplate` is required where there are codes";
            fault("voucherTemplate", "missing_field", message);
        }
        whole
    }
}

/// Codes of a line that nothing was issued for yet, and how often something was. Events come late, twice and in any order: the
/// largest quantity that was ever paid counts, and nothing is taken back here.
pub(crate) fn missing(line: &PurchaseLine<'_>, purchase: Option<&Purchase>) -> (u32, u32) {
    let issues = purchase.map(|purchase| purchase.issues.as_slice()).unwrap_or_default();
    let own = issues.iter().filter(|issue| issue.line == line.id);
    let (issued, times) = own
        .fold((0, 0), |(codes, times): (u32, u32), issue: &IssueCount| (codes.saturating_add(issue.count), times + 1));
    (line.codes().saturating_sub(issued), times)
}
