//! `price`: the totals of a cart, with its code.

use super::Failure;
use crate::cart::Cart;
use crate::code::CodeKey;
use crate::condition::{Condition, Fact, any_comparison};
use crate::coupon::Coupon;
use crate::evaluate::{Decision, Offer, Usage, evaluate};
use crate::money::{Locale, format};
use crate::pricing::{PriceSide, TaxView};
use crate::redeem::{holder, refusal};
use crate::shop::{FindCoupon, FoundCoupon, HostFailure, Shop, SiteState};
use crate::wire::record::record;
use crate::wire::{Json, Key, Read, Text, Write};

record! {
    /// `price`.
    #[derive(Debug)]
    pub(super) struct PriceCall<'a> {
        verb: Text<'a> => Verb,
        cart: Cart<'a> => Cart,
        code: Option<Text<'a>> => Code,
        locale: Locale => Locale or Locale::En,
    }
}

/// `priced`: what the cart page shows.
pub(super) struct Priced {
    /// Already JSON: the decision borrows from what the shop found.
    json: String,
}

impl Write for Priced {
    fn write(&self, json: &mut Json) {
        json.raw(&self.json);
    }
}

pub(super) fn price(call: PriceCall<'_>, shop: &mut dyn Shop) -> Result<Priced, Failure> {
    let PriceCall { cart, code, locale, .. } = &call;
    let Some(code) = code else { return Ok(priced(cart, None, None, *locale)) };
    let site = shop.site()?;
    let refused = || Decision::Rejected(refusal(code, cart.currency, *locale));
    let Some(code_key) = CodeKey::fold(code) else { return Ok(priced(cart, Some(&refused()), None, *locale)) };
    let found = find(shop, &site, code_key, cart, None)?;
    let Some(coupon) = stored_coupon(&found)? else { return Ok(priced(cart, Some(&refused()), None, *locale)) };
    let offer = offer(coupon, &found, site, shop, *locale)?;
    match evaluate(&offer, cart) {
        Decision::Rejected(rejected) if !rejected.is_public() => Ok(priced(cart, Some(&refused()), None, *locale)),
        decision => Ok(priced(cart, Some(&decision), for_browser(&offer).as_ref(), *locale)),
    }
}

/// Asks the shop for a code.
pub(super) fn find(
    shop: &mut dyn Shop,
    site: &SiteState,
    code_key: CodeKey,
    cart: &Cart<'_>,
    key: Option<&str>,
) -> Result<FoundCoupon, HostFailure> {
    shop.find_coupon(&FindCoupon {
        organization: Text::Borrowed(&site.organization.id),
        env: site.site.env,
        code_key,
        holder: holder(cart.buyer.as_ref()).map(Text::Owned),
        key: key.map(Text::Borrowed),
    })
}

/// The stored coupon, with the code that was found.
pub(super) fn stored_coupon(found: &FoundCoupon) -> Result<Option<Coupon<'_>>, Failure> {
    let Some(json) = &found.coupon else { return Ok(None) };
    let mut coupon = Coupon::from_json(json).map_err(|faults| {
        let what = faults.first().map_or_else(String::new, |fault| format!("{}: {}", fault.path, fault.message));
        HostFailure(format!("a stored coupon cannot be read ({what}); save it again"))
    })?;
    coupon.active = (!found.active).then_some(false);
    if let Some(code) = &found.code {
        coupon.code = Text::Borrowed(code);
    }
    Ok(Some(coupon))
}

/// What a decision about a found coupon rests on.
pub(super) fn offer<'a>(
    coupon: Coupon<'a>,
    found: &FoundCoupon,
    site: SiteState,
    shop: &mut dyn Shop,
    locale: Locale,
) -> Result<Offer<'a>, HostFailure> {
    let usage = Usage { redeemed: found.redeemed, redeemed_by_buyer: found.redeemed_by_holder, spent_minor: None };
    Ok(Offer { coupon, clock: shop.clock()?, usage, modalities: Some(site.site.modalities), locale })
}

/// The offer as a browser may see it: what is needed to decide again for a changed cart. `None` when a condition names
/// people.
fn for_browser<'a>(offer: &Offer<'a>) -> Option<Offer<'a>> {
    let mut names_people = |condition: &Condition<'_>| matches!(condition.fact, Fact::Customer | Fact::CustomerGroup);
    if any_comparison(&offer.coupon.conditions, &mut names_people) {
        return None;
    }
    let coupon = Coupon {
        id: None,
        name: None,
        created_at: None,
        has_quantity: false,
        quantity: None,
        available_quantity: None,
        has_quantity_per_user: false,
        quantity_per_user: None,
        integration_metadata: None,
        ..offer.coupon.clone()
    };
    Some(Offer { coupon, usage: Usage::default(), ..offer.clone() })
}

fn priced(cart: &Cart<'_>, decision: Option<&Decision<'_>>, offer: Option<&Offer<'_>>, locale: Locale) -> Priced {
    let (subtotal_minor, shipping_minor) = (cart.subtotal_minor(), cart.shipping_as_priced_minor());
    let applied = match decision {
        Some(Decision::Applied(applied)) => Some(applied),
        _ => None,
    };
    let discount_minor = applied.map_or(0, |applied| applied.discount_minor);
    let amounts = Amounts { cart, locale };
    let lines: Vec<Line<'_>> = cart
        .lines
        .iter()
        .enumerate()
        .map(|(index, line)| {
            let part = applied.and_then(|applied| applied.lines.get(index)).map_or(0, |part| part.discount_minor);
            amounts.line(line, part)
        })
        .collect();
    let mut json = Json::default();
    json.object(|fields| {
        fields.field(Key::Answer, "priced");
        fields.field(Key::Currency, &cart.currency);
        fields.field(Key::SubtotalMinor, &subtotal_minor);
        fields.field(Key::SubtotalText, &amounts.text(subtotal_minor));
        fields.field(Key::ShippingMinor, &shipping_minor);
        fields.field(Key::ShippingText, &amounts.text(shipping_minor));
        fields.field(Key::DiscountMinor, &discount_minor);
        fields.field(Key::DiscountText, &amounts.text(discount_minor));
        let total_minor = applied.map_or(subtotal_minor + shipping_minor, |applied| applied.total_minor);
        fields.field(Key::TotalMinor, &total_minor);
        fields.field(Key::TotalText, &amounts.text(total_minor));
        fields.field(Key::Lines, &lines);
        fields.field(Key::Coupon, &decision);
        fields.field(Key::Offer, &offer);
    });
    Priced { json: json.into_text() }
}

struct Amounts<'c, 'a> {
    cart: &'c Cart<'a>,
    locale: Locale,
}

impl<'a> Amounts<'_, 'a> {
    fn text(&self, minor: i64) -> String {
        format(minor, self.cart.currency, self.locale)
    }

    fn line(&self, line: &crate::cart::Line<'a>, discount_minor: i64) -> Line<'a> {
        let side = PriceSide::of(self.cart, TaxView::AsPriced);
        let total_minor = side.to_minor(side.total(line));
        Line {
            id: line.id.clone(),
            unit_price_text: self.text(side.to_minor(side.unit(line))),
            total_minor,
            total_text: self.text(total_minor),
            discount_minor,
            discount_text: self.text(discount_minor),
        }
    }
}

record! {
    /// A line as the cart page shows it.
    struct Line<'a> {
        id: Text<'a> => Id,
        unit_price_text: String => UnitPriceText,
        total_minor: i64 => TotalMinor,
        total_text: String => TotalText,
        discount_minor: i64 => DiscountMinor,
        discount_text: String => DiscountText,
    }
}
