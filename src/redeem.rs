//! Who uses a coupon, and what anybody may be told about it.

use crate::cart::Buyer;
use crate::evaluate::Rejected;
use crate::money::{Currency, Locale};
use crate::reason::{Reason, Told};
use crate::wire::Text;

/// The name under which the uses of an account are counted.
pub fn account(buyer: Option<&Buyer<'_>>) -> Option<String> {
    Some(["customer:", buyer?.id.as_deref()?].concat())
}

/// The name under which the uses of an e-mail address are counted: also those of an account that has it, so that nobody begins
/// anew by signing out or in.
pub fn address(buyer: Option<&Buyer<'_>>) -> Option<String> {
    Some(["guest:", &buyer?.email.as_deref()?.trim().to_ascii_lowercase()].concat())
}

/// The one refusal for a code that is unknown, ended, used up or somebody else's: a stranger learns nothing from it.
pub fn refusal<'a>(code: &Text<'a>, currency: Currency, locale: Locale) -> Rejected<'a> {
    let told = Told::new(Reason::NotValid, currency, 0, locale);
    Rejected { code: code.clone(), reasons: vec![told] }
}
