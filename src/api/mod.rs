//! The calls: JSON in, one decision, JSON out.
//!
//! [`pure`] needs nothing but a call and, to draw codes, randomness; [`call`] knows the calls that need a shop as well.
//!
//! The verbs are shared out between modules, so that nobody loads more than is used: the till has those of a checkout, the
//! voucher module those of vouchers, the office the others. Each knows of the others' verbs only that they are not its own.

mod admit;
mod calls;
mod guard;
mod http;
mod lint;
mod price;
mod priced;
mod purchase;
mod redeem;
mod refund;
mod several;
mod vouchers;

use crate::shop::{HostFailure, Random, Shop};
use crate::wire::{BadJson, Cell, Doc, Fault, Faults, Json, Key, Node, Read, Write, scan};

/// Answers any call.
pub fn call(request: &str, shop: &mut dyn Shop) -> String {
    scanned(request, |doc| call_doc(doc, shop))
}

/// Answers any call, in bytes that may not be UTF-8.
pub fn call_bytes(request: &[u8], shop: &mut dyn Shop) -> String {
    match utf8(request) {
        Ok(request) => call(request, shop),
        Err(refused) => refused,
    }
}

/// Answers any call that comes as nodes over a text.
pub fn call_packed(text: &[u8], cells: &[Cell], shop: &mut dyn Shop) -> String {
    match utf8(text) {
        Ok(text) => call_doc(&Doc::new(text, cells), shop),
        Err(refused) => refused,
    }
}

fn call_doc(request: &Doc<'_, '_>, shop: &mut dyn Shop) -> String {
    answer(request, |verb, node| match verb {
        "price" => verb_of(TILL, || typed(node, |call| price::price(call, shop))),
        "hold" | "redeem" => verb_of(TILL, || typed(node, |call| guard::redeem(call, shop))),
        "commit" => verb_of(TILL, || typed(node, |call| redeem::commit(call, shop))),
        "release" => verb_of(OFFICE, || typed(node, |call| redeem::release(call, shop))),
        "admit" => verb_of(OFFICE, || typed(node, |call| admit::admit(call, shop))),
        "purchase" => verb_of(VOUCHER, || typed(node, |call| purchase::purchase(call, shop))),
        "mint" => verb_of(VOUCHER, || typed(node, |call| purchase::mint(call, shop))),
        "cancelPurchase" => verb_of(VOUCHER, || typed(node, |call| purchase::cancel(call, shop))),
        "vouchers" => verb_of(VOUCHER, || typed(node, |call| vouchers::vouchers(call, shop))),
        "voucherTable" => verb_of(VOUCHER, || typed(node, |call| vouchers::table(call, shop))),
        "http" => verb_of(OFFICE || VOUCHER, || typed(node, |call| http::answer(&call, shop))),
        _ => pure_verb(verb, node, shop),
    })
}

/// Answers a call that needs no shop.
pub fn pure(request: &str, random: &mut dyn Random) -> String {
    scanned(request, |doc| answer(doc, |verb, node| pure_verb(verb, node, random)))
}

fn pure_verb(verb: &str, node: Node<'_, '_>, random: &mut dyn Random) -> Option<Answered> {
    match verb {
        "evaluate" => verb_of(TILL, || typed(node, calls::evaluate)),
        "combine" => verb_of(TILL, || typed(node, calls::combine)),
        "check" => verb_of(OFFICE, || typed(node, calls::check)),
        "generate" => verb_of(OFFICE, || typed(node, |call| calls::generate(call, random))),
        "format" => verb_of(TILL, || typed(node, calls::format)),
        "refund" => verb_of(OFFICE, || typed(node, refund::refund)),
        "lint" => verb_of(OFFICE, || typed(node, lint::lint)),
        "qr" => verb_of(VOUCHER, || typed(node, vouchers::qr)),
        _ => None,
    }
}

type Answered = Result<String, Failure>;

/// Natively, and in the checker, everything is at hand.
const EVERYTHING: bool = !cfg!(any(feature = "till", feature = "office", feature = "voucher"));
const TILL: bool = EVERYTHING || cfg!(feature = "till");
const OFFICE: bool = EVERYTHING || cfg!(feature = "office");
const VOUCHER: bool = EVERYTHING || cfg!(feature = "voucher");

/// A verb of one module; the others are compiled without the code behind it.
#[inline(always)]
fn verb_of(is_here: bool, answer: impl FnOnce() -> Answered) -> Option<Answered> {
    Some(if is_here { answer() } else { Err(Failure::Elsewhere) })
}

fn utf8(bytes: &[u8]) -> Result<&str, String> {
    std::str::from_utf8(bytes).map_err(|bad| {
        let bad = BadJson { at: bad.valid_up_to(), expected: "UTF-8" };
        Json::of(&Failure::Faults(vec![bad.fault()]))
    })
}

fn scanned(request: &str, answer: impl FnOnce(&Doc<'_, '_>) -> String) -> String {
    match scan(request) {
        Ok(cells) => answer(&Doc::new(request, &cells)),
        Err(bad) => Json::of(&Failure::Faults(vec![bad.fault()])),
    }
}

fn answer(request: &Doc<'_, '_>, verbs: impl FnOnce(&str, Node<'_, '_>) -> Option<Answered>) -> String {
    let root = request.root();
    let verb = root.children().find(|child| child.key() == Key::Verb);
    let name = verb.and_then(Node::text).unwrap_or_default();
    let answered = verbs(&name, root).unwrap_or_else(|| {
        let mut faults = Faults::default();
        match verb {
            _ if !root.is_object() => faults.add(root, "wrong_type", "must be an object"),
            Some(verb) => faults.add(verb, "not_allowed", "there is no such verb here"),
            None => faults.missing(root, Key::Verb.name()),
        }
        Err(Failure::Faults(faults.into_vec()))
    });
    answered.unwrap_or_else(|failure| Json::of(&failure))
}

/// Reads a call and answers it.
fn typed<'a, C: Read<'a>, A: Write>(node: Node<'a, '_>, answer: impl FnOnce(C) -> Result<A, Failure>) -> Answered {
    let mut faults = Faults::default();
    let call = C::read(node, &mut faults).filter(|_| faults.is_empty());
    match call {
        Some(call) => answer(call).map(|answer| {
            let text = Json::of(&answer);
            spare(answer);
            text
        }),
        None => Err(Failure::Faults(faults.into_vec())),
    }
}

/// Lets go of a value at the end of a call. In the plain modules all memory is free again once the host has the answer, so
/// taking the value apart would be work for nothing: one instruction in twenty-five of a validation.
pub(crate) fn spare<T>(value: T) {
    if cfg!(all(any(feature = "till", feature = "office", feature = "voucher"), not(feature = "browser"))) {
        std::mem::forget(value);
    }
}

/// The answer `error`: the request, or the host, is at fault.
#[derive(Debug)]
enum Failure {
    Faults(Vec<Fault<'static>>),
    Host(HostFailure),
    /// The other module has the verb: the answer is `null`, and nobody is at fault.
    Elsewhere,
}

impl Failure {
    /// One fault at a path.
    fn fault(path: &str, fault: &'static str, message: impl Into<String>) -> Failure {
        Failure::Faults(vec![Fault { fault: fault.into(), path: path.to_owned(), message: message.into() }])
    }
}

impl From<HostFailure> for Failure {
    fn from(failure: HostFailure) -> Failure {
        Failure::Host(failure)
    }
}

impl Write for Failure {
    fn write(&self, json: &mut Json) {
        let host;
        let faults = match self {
            Failure::Faults(faults) => faults,
            Failure::Host(HostFailure(message)) => {
                host = vec![Fault { fault: "host".into(), path: "$".to_owned(), message: message.clone() }];
                &host
            }
            Failure::Elsewhere => return json.raw("null"),
        };
        json.object(|fields| {
            fields.field(Key::Answer, "error");
            fields.field(Key::Faults, faults);
        });
    }
}
