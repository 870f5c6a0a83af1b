//! The sentences, in four languages. `{}` stands for the operand.

use super::Reason;
use crate::cart::{Clock, Modality};
use crate::condition::{Fact, local};
use crate::money::{Currency, Locale, format};
use crate::wire::Json;
use chrono::{Datelike, Timelike};
use std::borrow::Cow;

pub(super) fn message(reason: &Reason<'_>, currency: Currency, offset: i32, locale: Locale) -> Cow<'static, str> {
    let sentence = pick(sentences(reason), locale);
    match (sentence.split_once('{'), operand(reason, currency, offset, locale)) {
        (Some((before, after)), Some(operand)) => {
            Cow::Owned([before, &operand, after.get(1..).unwrap_or_default()].concat())
        }
        _ => Cow::Borrowed(sentence),
    }
}

pub(crate) fn pick<T: Copy>(languages: [T; 4], locale: Locale) -> T {
    let [en, fr, de, pt] = languages;
    match locale {
        Locale::En => en,
        Locale::Fr => fr,
        Locale::De => de,
        Locale::Pt => pt,
    }
}

fn operand(reason: &Reason<'_>, currency: Currency, offset: i32, locale: Locale) -> Option<String> {
    let amount = |fact: &Fact<'_>, number: i64| match fact.is_money() {
        true => format(number, currency, locale),
        false => Json::of(&number),
    };
    match reason {
        Reason::NotStarted { starts_at: at, .. } | Reason::Expired { ended_at: at } => Some(date(*at, offset, locale)),
        Reason::CustomerLimit { limit, .. } => Some(Json::of(limit)),
        Reason::OtherCurrency { needed, .. } => Some(needed.code().to_owned()),
        Reason::BelowMinimum { fact, missing, .. } => Some(amount(fact, *missing)),
        Reason::AboveMaximum { fact, allowed, .. } => Some(amount(fact, *allowed)),
        Reason::ConditionNotMet { fact, .. } | Reason::Excluded { fact, .. } => {
            Some(fact_name(fact, locale).into_owned())
        }
        Reason::AnyOf { of } => Some(of.iter().map(|told| &*told.message).collect::<Vec<_>>().join(" · ")),
        Reason::TooManyCodes { allowed } => Some(Json::of(allowed)),
        Reason::Exclusive { with } | Reason::NotCombinable { with } | Reason::Stopped { with } => {
            Some(with.clone().into_owned())
        }
        Reason::Outweighed { codes } => Some(codes.join(", ")),
        _ => None,
    }
}

/// A date in the shop's zone, as the locale writes it.
fn date(ms: i64, utc_offset_minutes: i32, locale: Locale) -> String {
    let Some(at) = local(Clock { now_ms: ms, utc_offset_minutes }) else { return String::new() };
    let two = |number: u32| [if number < 10 { "0" } else { "" }, &Json::of(&number)].concat();
    let (year, month, day) = (&*Json::of(&at.year()), &*two(at.month()), &*two(at.day()));
    let (hour, minute) = (&*two(at.hour()), &*two(at.minute()));
    let date = match locale {
        Locale::En => [year, "-", month, "-", day],
        Locale::De => [day, ".", month, ".", year],
        Locale::Fr | Locale::Pt => [day, "/", month, "/", year],
    };
    [&*date.concat(), " ", hour, ":", minute].concat()
}

/// What a shopper calls a fact.
fn fact_name(fact: &Fact<'_>, locale: Locale) -> Cow<'static, str> {
    let names = match fact {
        Fact::CartTotal | Fact::CartTotalNet | Fact::CartTotalGross => {
            ["cart total", "total du panier", "Warenwert", "total do carrinho"]
        }
        Fact::OrderTotal | Fact::OrderTotalNet | Fact::OrderTotalGross => {
            ["order total", "total de la commande", "Bestellwert", "total do pedido"]
        }
        Fact::UnitPrice => ["price", "prix", "Preis", "preço"],
        Fact::LineCount => ["number of lines", "nombre de lignes", "Zahl der Positionen", "número de linhas"],
        Fact::LineQuantity => ["quantity", "quantité", "Menge", "quantidade"],
        Fact::Weight => ["weight", "poids", "Gewicht", "peso"],
        Fact::OrderNumber => ["number of orders", "nombre de commandes", "Zahl der Bestellungen", "número de pedidos"],
        Fact::Carrier => ["carrier", "transporteur", "Versandart", "transportadora"],
        Fact::PaymentMethod => ["payment method", "mode de paiement", "Zahlungsart", "forma de pagamento"],
        Fact::OnPromotion => ["items on promotion", "articles en promotion", "reduzierte Artikel", "itens em promoção"],
        Fact::ItemCount => ["number of items", "nombre d’articles", "Stückzahl", "número de itens"],
        Fact::Weekday => ["day of the week", "jour de la semaine", "Wochentag", "dia da semana"],
        Fact::Hour => ["time of day", "heure", "Uhrzeit", "horário"],
        Fact::Customer => ["customer", "client", "Kunde", "cliente"],
        Fact::ShippingCountry => ["shipping country", "pays de livraison", "Lieferland", "país de entrega"],
        Fact::PaymentCurrency => ["payment currency", "devise de paiement", "Zahlungswährung", "moeda de pagamento"],
        Fact::FirstOrder => ["first order", "première commande", "erste Bestellung", "primeiro pedido"],
        Fact::Product => ["products", "produits", "Artikel", "produtos"],
        Fact::Category => ["categories", "catégories", "Kategorien", "categorias"],
        Fact::Brand => ["brands", "marques", "Marken", "marcas"],
        Fact::CustomerGroup => ["customer group", "groupe de clients", "Kundengruppe", "grupo de clientes"],
        Fact::Attribute(name) => return Cow::Owned(name.clone().into_owned()),
    };
    Cow::Borrowed(pick(names, locale))
}

fn sentences(reason: &Reason<'_>) -> [&'static str; 4] {
    match reason {
        Reason::CartEmpty => {
            ["Your cart is empty.", "Votre panier est vide.", "Ihr Warenkorb ist leer.", "Seu carrinho está vazio."]
        }
        Reason::Inactive => [
            "This code has been switched off.",
            "Ce code a été désactivé.",
            "Dieser Code wurde deaktiviert.",
            "Este código foi desativado.",
        ],
        Reason::NotStarted { .. } => [
            "This code is valid from {}.",
            "Ce code est valable à partir du {}.",
            "Dieser Code gilt ab {}.",
            "Este código vale a partir de {}.",
        ],
        Reason::Expired { .. } => [
            "This code ended on {}.",
            "Ce code a expiré le {}.",
            "Dieser Code ist am {} abgelaufen.",
            "Este código expirou em {}.",
        ],
        Reason::Exhausted { .. } => [
            "This code has been used up.",
            "Ce code a déjà été entièrement utilisé.",
            "Dieser Code ist aufgebraucht.",
            "Este código já foi todo utilizado.",
        ],
        Reason::CampaignExhausted { .. } | Reason::BudgetSpent { .. } => [
            "This offer has been used up.",
            "Cette offre est épuisée.",
            "Dieses Angebot ist aufgebraucht.",
            "Esta oferta já se esgotou.",
        ],
        Reason::CustomerLimit { limit: 1, .. } => [
            "You have used this code already.",
            "Vous avez déjà utilisé ce code.",
            "Sie haben diesen Code bereits verwendet.",
            "Você já usou este código.",
        ],
        Reason::CustomerLimit { .. } => [
            "You have used this code {} times already.",
            "Vous avez déjà utilisé ce code {} fois.",
            "Sie haben diesen Code bereits {}-mal verwendet.",
            "Você já usou este código {} vezes.",
        ],
        Reason::OtherCurrency { .. } => [
            "This code is for orders in {}.",
            "Ce code est réservé aux commandes en {}.",
            "Dieser Code gilt für Bestellungen in {}.",
            "Este código vale para pedidos em {}.",
        ],
        Reason::OtherModality { needed: Modality::Retail, .. } => [
            "This code is for retail customers.",
            "Ce code est réservé aux particuliers.",
            "Dieser Code gilt für Privatkunden.",
            "Este código é para clientes do varejo.",
        ],
        Reason::OtherModality { needed: Modality::Wholesale, .. } => [
            "This code is for wholesale customers.",
            "Ce code est réservé aux grossistes.",
            "Dieser Code gilt für Großkunden.",
            "Este código é para clientes do atacado.",
        ],
        Reason::OnlyPromotedItems => [
            "This code does not go with items on promotion.",
            "Ce code ne s’applique pas aux articles en promotion.",
            "Dieser Code gilt nicht für reduzierte Artikel.",
            "Este código não vale para itens em promoção.",
        ],
        Reason::NothingToDiscount => [
            "There is nothing this code could take off.",
            "Ce code n’apporte aucune remise sur ce panier.",
            "Dieser Code bringt hier keinen Rabatt.",
            "Este código não dá desconto neste carrinho.",
        ],
        Reason::BelowMinimum { fact, .. } if fact.is_money() => [
            "{} more to use this code.",
            "Encore {} pour utiliser ce code.",
            "Noch {} bis zum Rabatt.",
            "Faltam {} para usar este código.",
        ],
        Reason::BelowMinimum { .. } => [
            "{} more item(s) to use this code.",
            "Encore {} article(s) pour utiliser ce code.",
            "Noch {} Artikel bis zum Rabatt.",
            "Falta(m) {} item(ns) para usar este código.",
        ],
        Reason::AboveMaximum { fact, .. } if fact.is_money() => [
            "This code is for carts of {} at most.",
            "Ce code est valable jusqu’à {} d’achats.",
            "Dieser Code gilt bis zu einem Warenwert von {}.",
            "Este código vale para carrinhos de até {}.",
        ],
        Reason::AboveMaximum { .. } => [
            "This code is for {} item(s) at most.",
            "Ce code est valable pour {} article(s) au plus.",
            "Dieser Code gilt für höchstens {} Artikel.",
            "Este código vale para no máximo {} item(ns).",
        ],
        Reason::ConditionNotMet { .. } => [
            "This code does not apply to this order ({}).",
            "Ce code ne s’applique pas à cette commande ({}).",
            "Dieser Code gilt nicht für diese Bestellung ({}).",
            "Este código não se aplica a este pedido ({}).",
        ],
        Reason::SignInRequired { .. } => [
            "Sign in to use this code.",
            "Connectez-vous pour utiliser ce code.",
            "Melden Sie sich an, um diesen Code zu verwenden.",
            "Entre na sua conta para usar este código.",
        ],
        Reason::AnyOf { .. } => [
            "One of these is needed: {}",
            "Une de ces conditions est requise : {}",
            "Eines davon fehlt: {}",
            "É preciso uma destas condições: {}",
        ],
        Reason::Excluded { .. } => [
            "This code does not go with this order ({}).",
            "Ce code ne peut pas être utilisé pour cette commande ({}).",
            "Dieser Code ist für diese Bestellung ausgeschlossen ({}).",
            "Este código não pode ser usado neste pedido ({}).",
        ],
        Reason::DuplicateCode => [
            "This code is in your cart already.",
            "Ce code est déjà dans votre panier.",
            "Dieser Code ist schon im Warenkorb.",
            "Este código já está no carrinho.",
        ],
        Reason::TooManyCodes { .. } => [
            "No more than {} code(s) can be used at once.",
            "Pas plus de {} code(s) à la fois.",
            "Mehr als {} Code(s) auf einmal gehen nicht.",
            "Não é possível usar mais de {} código(s) de uma vez.",
        ],
        Reason::Exclusive { .. } | Reason::NotCombinable { .. } => [
            "This code cannot be combined with {}.",
            "Ce code n’est pas cumulable avec {}.",
            "Dieser Code ist nicht mit {} kombinierbar.",
            "Este código não pode ser combinado com {}.",
        ],
        Reason::Stopped { .. } => [
            "No further code applies beside {}.",
            "Aucun autre code ne s’ajoute à {}.",
            "Neben {} gilt kein weiterer Code.",
            "Nenhum outro código vale junto com {}.",
        ],
        Reason::Outweighed { .. } => [
            "You save more with {}.",
            "Vous économisez davantage avec {}.",
            "Mit {} sparen Sie mehr.",
            "Com {} você economiza mais.",
        ],
        Reason::NotValid => [
            "This code cannot be used.",
            "Ce code ne peut pas être utilisé.",
            "Dieser Code kann nicht verwendet werden.",
            "Este código não pode ser usado.",
        ],
    }
}
