//! Who uses a coupon, and what anybody may be told about it.

use crate::cart::Buyer;
use crate::evaluate::Rejected;
use crate::money::{Currency, Locale};
use crate::reason::{Reason, Told};
use crate::wire::Text;

/// The name under which a buyer's uses are counted: the account, or else the e-mail address; nobody for a visitor.
pub fn holder(buyer: Option<&Buyer<'_>>) -> Option<String> {
    let buyer = buyer?;
    let guest = |email: &Text<'_>| ["guest:", &email.trim().to_ascii_lowercase()].concat();
    account(buyer).or_else(|| buyer.email.as_ref().map(guest))
}

/// The same, of an account: what the shop knows and no visitor can claim.
pub fn account(buyer: &Buyer<'_>) -> Option<String> {
    buyer.id.as_ref().map(|id| ["customer:", id].concat())
}

/// The one refusal for a code that is unknown, ended, used up or somebody else's: a stranger learns nothing from it.
pub fn refusal<'a>(code: &Text<'a>, currency: Currency, locale: Locale) -> Rejected<'a> {
    let told = Told::new(Reason::NotValid, currency, 0, locale);
    Rejected { code: code.clone(), reasons: vec![told] }
}
