//! Conditions and targets of a case, as rules of the engine.

use crate::given::{Outcome, amount, count, known, list, text};
use serde_json::{Value, json};

/// What an amount of a condition is compared with.
pub struct Totals {
    /// The goods.
    pub goods: &'static str,
    /// Goods and shipping.
    pub order: &'static str,
}

/// The conditions of a rule; all of them must hold.
pub fn conditions(given: &Value, totals: &Totals) -> Outcome<Vec<Value>> {
    let mut rules = Vec::new();
    for (key, value) in given.as_object().into_iter().flatten() {
        if value.is_null() {
            continue;
        }
        rules.extend(condition(key, value, totals)?);
    }
    Ok(rules)
}

fn condition(key: &str, value: &Value, totals: &Totals) -> Outcome<Vec<Value>> {
    let number = |id: &str, operator: &str| -> Outcome<Vec<Value>> {
        Ok(vec![compare(id, operator, amount(value, key)?.json())])
    };
    match key {
        "minimum_amount" | "maximum_amount" => {
            let operator = if key == "minimum_amount" { ">=" } else { "<=" };
            limit(value, operator, totals)
        }
        "subtotal_gt" => number(totals.goods, ">"),
        "items_total_min" | "subtotal_min" => number(totals.goods, ">="),
        "order_total_min" => number(totals.order, ">="),
        "cart_quantity_min" | "minimum_product_quantity" => number("item_count", ">="),
        "any_line_qty_min" => number("line_quantity", ">="),
        "weight_max" => number("weight", "<="),
        "nth_order" => number("order_number", "="),
        "countries" => Ok(vec![compare("shipping_country", "=", value.clone())]),
        "carriers" => Ok(vec![compare("carrier", "=", value.clone())]),
        "customers" => Ok(vec![compare("customer", "=", value.clone())]),
        "customer_groups" => Ok(vec![compare("customer_group", "contains", value.clone())]),
        "contains_sku_any" => Ok(vec![compare("product", "contains", value.clone())]),
        "contains_category_any" => Ok(vec![compare("category", "contains", value.clone())]),
        "contains_skus" | "contains_category" => {
            let fact = if key == "contains_skus" { "product" } else { "category" };
            let each = if value.is_array() { list(value).to_vec() } else { vec![value.clone()] };
            Ok(each.into_iter().map(|one| compare(fact, "contains", one)).collect())
        }
        "rules" => list(value).iter().map(attribute).collect(),
        other => Err(format!("condition `{other}` is not known ({value})")),
    }
}

fn limit(value: &Value, operator: &str, totals: &Totals) -> Outcome<Vec<Value>> {
    if !value.is_object() {
        return Ok(vec![compare(totals.goods, operator, amount(value, "amount")?.json())]);
    }
    known(value, "minimum_amount", &["value", "currency", "tax_included", "shipping_included"])?;
    let shipping = value["shipping_included"].as_bool().unwrap_or(false);
    let fact = match (shipping, value["tax_included"].as_bool()) {
        (false, None) => totals.goods,
        (true, None) => totals.order,
        (false, Some(true)) => "cart_total_gross",
        (false, Some(false)) => "cart_total_net",
        (true, Some(true)) => "order_total_gross",
        (true, Some(false)) => "order_total_net",
    };
    Ok(vec![compare(fact, operator, amount(&value["value"], "value")?.json())])
}

/// The lines that a target names.
pub fn chosen(target: &Value) -> Outcome<Vec<Value>> {
    let mut rules = Vec::new();
    for (key, fact) in [("skus", "product"), ("categories", "category"), ("brands", "brand")] {
        if !list(&target[key]).is_empty() {
            rules.push(compare(fact, "contains", target[key].clone()));
        }
    }
    for (key, fact) in [("exclude_skus", "product"), ("exclude_categories", "category")] {
        if !list(&target[key]).is_empty() {
            rules.push(compare(fact, "!=", target[key].clone()));
        }
    }
    for (key, operator) in [("price_min", ">="), ("price_max", "<=")] {
        if !target[key].is_null() {
            rules.push(compare("unit_price", operator, amount(&target[key], key)?.json()));
        }
    }
    for rule in list(&target["rules"]) {
        rules.push(attribute(rule)?);
    }
    Ok(rules)
}

/// A rule of an attribute, an operator and values.
fn attribute(rule: &Value) -> Outcome<Value> {
    known(rule, "rule", &["attribute", "operator", "values", "value"])?;
    let attribute = text(&rule["attribute"], "attribute")?;
    let value = if rule["values"].is_null() { &rule["value"] } else { &rule["values"] };
    let (fact, is_number) = match attribute {
        "sku" | "product" => ("product".to_owned(), false),
        "category" | "category_ids" | "categories" => ("category".to_owned(), false),
        "price" | "unit_price" => ("unit_price".to_owned(), true),
        "qty" | "quantity" => ("line_quantity".to_owned(), true),
        other => (format!("attribute:{other}"), false),
    };
    let operator = match (text(&rule["operator"], "operator")?, is_number) {
        ("==" | "=" | "eq" | "in" | "()" | "one_of", true) => "=",
        ("==" | "=" | "eq" | "in" | "()" | "one_of" | "{}" | "contains", false) => "contains",
        ("!=" | "ne" | "nin" | "!()" | "not_one_of", _) | ("!{}" | "not_contains", false) => "!=",
        (">=" | "gte" | "gteq", true) => ">=",
        (">" | "gt", true) => ">",
        ("<=" | "lte" | "lteq", true) => "<=",
        ("<" | "lt", true) => "<",
        (other, _) => return Err(format!("operator `{other}` is not known")),
    };
    if !is_number {
        return Ok(compare(&fact, operator, value.clone()));
    }
    let each = if value.is_array() { list(value) } else { std::slice::from_ref(value) };
    let numbers = each.iter().map(|one| Ok(amount(one, attribute)?.json())).collect::<Outcome<Vec<Value>>>()?;
    Ok(match numbers.as_slice() {
        [one] => compare(&fact, operator, one.clone()),
        several => compare(&fact, operator, json!(several)),
    })
}

/// A comparison.
pub fn compare(id: &str, operator: &str, value: Value) -> Value {
    json!({ "id": id, "operator": operator, "value": value })
}

/// What limits the uses of a rule.
pub fn limits(rule: &Value, coupon: &mut Value) -> Outcome {
    for (key, has, quantity) in
        [("total_quantity", "hasQuantity", "quantity"), ("quantity_per_user", "hasQuantityPerUser", "quantityPerUser")]
    {
        if !rule[key].is_null() {
            coupon[has] = Value::Bool(true);
            coupon[quantity] = json!(count(&rule[key], key)?);
        }
    }
    Ok(())
}

/// Holds the reason that a case states against those that the engine gives.
pub fn reason(stated: &Value, given: &[String]) -> Outcome {
    let Some(stated) = stated.as_str() else { return Ok(()) };
    let meant: &[&str] = match stated {
        "cart_empty" => &["cart_empty"],
        "already_applied" => &["duplicate_code"],
        "products_not_eligible" => &["only_promoted_items", "nothing_to_discount", "condition_not_met", "excluded"],
        "minimum_amount" => &["below_minimum"],
        "per_user_limit" => &["customer_limit"],
        "limit" => &["exhausted"],
        "expired" => &["expired", "not_started"],
        "one_code_per_cart" => &["too_many_codes", "exclusive", "not_combinable"],
        "no_targets" => &["only_promoted_items", "nothing_to_discount"],
        "carrier_not_eligible" => &["condition_not_met"],
        other => return Err(format!("reason `{other}` is not known")),
    };
    let met = given.iter().any(|reason| meant.contains(&reason.as_str()));
    if met { Ok(()) } else { Err(format!("refused for {given:?}, not for `{stated}`")) }
}
