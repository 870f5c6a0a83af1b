//! What fuzzing begins with: the vectors' calls, and a dictionary of the contract's words.

use super::WORK;
use crate::files;
use crate::tree::Tree;
use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

/// The names of fields stand here, one a line.
const VOCABULARY: &str = "src/wire/vocabulary.rs";
/// Facts, operators, units and verbs stand in the calls here.
const VECTORS: &str = "tests/vectors";
/// A longer text is no word.
const LONGEST_WORD: usize = 24;

/// The dictionary, in libFuzzer's form.
pub(super) fn dictionary(tree: &Tree) -> PathBuf {
    tree.at(WORK).join("words.dict")
}

/// The vectors' calls for a target, one a file.
pub(super) fn directory(tree: &Tree, target: &str) -> PathBuf {
    tree.at(WORK).join("vectors").join(target)
}

/// Writes both anew.
pub(super) fn write(tree: &Tree) -> Result<()> {
    let (decode, evaluate) = (directory(tree, "decode"), directory(tree, "evaluate"));
    for directory in [&decode, &evaluate] {
        fs::create_dir_all(directory)?;
    }
    let vocabulary = fs::read_to_string(tree.at(VOCABULARY)).with_context(|| format!("could not read {VOCABULARY}"))?;
    let mut words: BTreeSet<String> = vocabulary.lines().filter_map(field_name).map(str::to_owned).collect();
    for (number, case) in cases(tree)?.iter().enumerate() {
        let call = case.get("call").map(Value::to_string);
        if let Some(call) = &call {
            fs::write(evaluate.join(format!("{number:04}")), call)?;
        }
        if let Some(request) = call.as_deref().or_else(|| case.get("text").and_then(Value::as_str)) {
            fs::write(decode.join(format!("{number:04}")), request)?;
        }
        case.get("call").into_iter().for_each(|call| collect(call, &mut words));
    }
    let quoted = |word: &String| format!("\"\\\"{word}\\\"\"\n");
    fs::write(dictionary(tree), words.iter().map(quoted).collect::<String>())?;
    Ok(())
}

/// The name in `    AtMs "atMs"`.
fn field_name(line: &str) -> Option<&str> {
    let (key, name) = line.trim().split_once(" \"")?;
    let name = name.strip_suffix('"')?;
    (!name.is_empty() && key.chars().all(char::is_alphanumeric)).then_some(name)
}

fn cases(tree: &Tree) -> Result<Vec<Value>> {
    let mut cases = Vec::new();
    for file in files::below(&tree.at(VECTORS), |name| name.ends_with(".json") && name != "index.json")? {
        let text = fs::read_to_string(&file)?;
        let vectors: Value = serde_json::from_str(&text).with_context(|| format!("in {}", tree.show(&file)))?;
        cases.extend(vectors.get("cases").and_then(Value::as_array).into_iter().flatten().cloned());
    }
    Ok(cases)
}

/// Every short text of letters, digits and signs that needs no escape, in values.
fn collect(value: &Value, words: &mut BTreeSet<String>) {
    let plain = |text: &str| text.chars().all(|sign| sign.is_ascii_graphic() && sign != '"' && sign != '\\');
    match value {
        Value::String(text) if text.len() <= LONGEST_WORD && !text.is_empty() && plain(text) => {
            words.insert(text.clone());
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, words)),
        Value::Object(fields) => fields.values().for_each(|field| collect(field, words)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::field_name;

    #[test]
    fn a_field_name_stands_behind_its_key() {
        assert_eq!(field_name("    AtMs \"atMs\""), Some("atMs"));
        assert_eq!(field_name("        const NAMES: &[&str] = &[\"\", $($name),*];"), None);
        assert_eq!(field_name("/// Every field name of the wire, once."), None);
    }
}
