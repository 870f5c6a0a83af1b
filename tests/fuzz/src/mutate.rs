//! Changes JSON as JSON: a change of its bytes would mostly be refused by the scanner, and never reach a decision.

use remise::wire::Key;
use serde_json::{Map, Number, Value};

/// What values are compared with, and what they are about to exceed.
const NUMBERS: &str = "0 1 2 3 7 10 23 64 99 100 101 1439 2000 10000 1000000 4294967295 1e2 -1 12.5 0.01 33.333 \
    1000000000000 1000000000000000 1765792800000 999999999999999999";

/// Facts, and other words that stand in values; between two spaces the empty one.
const WORDS: &str = "cart_total item_count weekday hour customer shipping_country payment_currency first_order product \
    cart_total_net order_total_gross unit_price line_count line_quantity weight carrier on_promotion \
    category brand customer_group attribute:color attribute: = != < <= > >= contains PERCENTAGE VALUE EUR JPY BHD BRL \
    percent amount price free_shipping gift goods shipping order all cheapest dearest nth selection unit line quantity \
    en fr de pt retail wholesale dev prod ß\u{301}\0  ####-#####-####";

/// A changed copy; `None` when the input is not JSON.
pub(crate) fn change(input: &[u8], seed: u32) -> Option<Vec<u8>> {
    let mut value: Value = serde_json::from_slice(input).ok()?;
    let mut dice = Dice::new(seed);
    for _ in 0..=dice.below(3) {
        change_once(&mut value, &mut dice);
    }
    Some(value.to_string().into_bytes())
}

/// The left input with a node that stands in the right one.
pub(crate) fn cross(left: &[u8], right: &[u8], seed: u32) -> Option<Vec<u8>> {
    let mut value: Value = serde_json::from_slice(left).ok()?;
    let other: Value = serde_json::from_slice(right).ok()?;
    let mut dice = Dice::new(seed);
    let graft = pick(&other, &mut dice);
    let place = dice.below(count(&value));
    *nth(&mut value, place)? = graft;
    Some(value.to_string().into_bytes())
}

fn change_once(value: &mut Value, dice: &mut Dice) {
    let copy = pick(value, dice);
    let place = dice.below(count(value));
    let Some(node) = nth(value, place) else { return };
    match (dice.below(8), node) {
        (0, node) => *node = scalar(dice),
        (1, node) => *node = copy,
        (2, node) => *node = Value::Array(vec![node.take(), copy]),
        (_, Value::Array(items)) => change_list(items, copy, dice),
        (_, Value::Object(fields)) => change_object(fields, copy, dice),
        (_, Value::Number(number)) => change_number(number, dice),
        (_, Value::String(text)) => change_text(text, dice),
        (_, Value::Bool(flag)) => *flag = !*flag,
        (_, node) => *node = scalar(dice),
    }
}

fn change_list(items: &mut Vec<Value>, copy: Value, dice: &mut Dice) {
    let at = dice.below(items.len().max(1));
    match dice.below(5) {
        0 => items.push(copy),
        1 => items.insert(at.min(items.len()), copy),
        2 if at < items.len() => {
            items.remove(at);
        }
        3 if at < items.len() => items.push(items[at].clone()),
        _ => items.reverse(),
    }
}

/// A name is of the contract, or one that stands here already.
fn change_object(fields: &mut Map<String, Value>, copy: Value, dice: &mut Dice) {
    let at = dice.below(fields.len().max(1));
    let name = fields.keys().nth(at).cloned().unwrap_or_default();
    match dice.below(4) {
        0 => {
            fields.remove(&name);
        }
        1 => {
            fields.insert(name, copy);
        }
        2 => {
            fields.insert(name, scalar(dice));
        }
        _ => {
            let value = if dice.below(2) == 0 { copy } else { scalar(dice) };
            fields.insert(one_of(Key::vocabulary(), dice).to_owned(), value);
        }
    }
}

fn change_number(number: &mut Number, dice: &mut Dice) {
    let near = number.as_i64().and_then(|value| match dice.below(5) {
        0 => value.checked_add(1),
        1 => value.checked_sub(1),
        2 => value.checked_mul(10),
        3 => value.checked_neg(),
        _ => Some(value / 2),
    });
    *number = near.map_or_else(|| known_number(dice), Number::from);
}

/// A text may be JSON itself: the body of an HTTP request.
fn change_text(text: &mut String, dice: &mut Dice) {
    match serde_json::from_str::<Value>(text) {
        Ok(mut inner) if inner.is_object() && dice.below(8) > 0 => {
            change_once(&mut inner, dice);
            *text = inner.to_string();
        }
        _ if dice.below(3) == 0 => text.push_str(one_of(WORDS, dice)),
        _ => *text = one_of(WORDS, dice).to_owned(),
    }
}

fn scalar(dice: &mut Dice) -> Value {
    match dice.below(8) {
        0 => Value::Null,
        1 => Value::Bool(dice.below(2) == 0),
        2 => Value::Array(Vec::new()),
        3 | 4 => Value::from(one_of(WORDS, dice)),
        _ => Value::Number(known_number(dice)),
    }
}

fn known_number(dice: &mut Dice) -> Number {
    serde_json::from_str(one_of(NUMBERS, dice)).unwrap_or_else(|_| Number::from(0))
}

/// A copy of some node.
fn pick(value: &Value, dice: &mut Dice) -> Value {
    let place = dice.below(count(value));
    nth(&mut value.clone(), place).map(Value::take).unwrap_or_default()
}

fn children(value: &mut Value) -> Vec<&mut Value> {
    match value {
        Value::Array(items) => items.iter_mut().collect(),
        Value::Object(fields) => fields.values_mut().collect(),
        _ => Vec::new(),
    }
}

/// How many nodes a value has, itself among them.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(fields) => fields.values().map(count).sum(),
        _ => 0usize,
    }
}

/// The node at a place of the reading order.
fn nth(value: &mut Value, mut place: usize) -> Option<&mut Value> {
    if place == 0 {
        return Some(value);
    }
    place -= 1;
    for child in children(value) {
        let size = count(child);
        if place < size {
            return nth(child, place);
        }
        place -= size;
    }
    None
}

/// One of the words that spaces or line ends part.
fn one_of(list: &'static str, dice: &mut Dice) -> &'static str {
    let words: Vec<&str> = list.split([' ', '\n']).collect();
    words.get(dice.below(words.len())).copied().unwrap_or_default()
}

/// SplitMix64.
struct Dice(u64);

impl Dice {
    fn new(seed: u32) -> Dice {
        Dice(u64::from(seed))
    }

    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % bound.max(1) as u64) as usize
    }
}
