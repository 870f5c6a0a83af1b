//! Any bytes are answered, and JSON is what serde_json takes for JSON.

use crate::support::MemoryShop;
use remise::api::{call_bytes, call_packed};
use remise::wire::{Cell, scan};
use serde_json::Value;

/// Runs one input: a request; or, behind a zero byte, the number of nodes, the nodes, and their text.
pub(crate) fn run(input: &[u8]) {
    match input.split_first() {
        Some((0, packed)) => run_packed(packed),
        _ => {
            is_answered(&call_bytes(input, &mut MemoryShop::new()));
            std::str::from_utf8(input).into_iter().for_each(is_scanned_alike);
        }
    }
}

fn run_packed(input: &[u8]) {
    let (count, rest) = input.split_first().unwrap_or((&0, &[]));
    let (nodes, _) = rest.as_chunks::<{ size_of::<Cell>() }>();
    let nodes = &nodes[..nodes.len().min(usize::from(*count))];
    let text = &rest[size_of_val(nodes)..];
    let words: Vec<[u32; 3]> = nodes.iter().map(words).collect();
    // SAFETY: a node is three words, and any words make one.
    #[allow(unsafe_code, reason = "only a host makes nodes, and it writes memory")]
    let cells = unsafe { std::slice::from_raw_parts(words.as_ptr().cast::<Cell>(), words.len()) };
    is_answered(&call_packed(text, cells, &mut MemoryShop::new()));
}

fn words(node: &[u8; 12]) -> [u32; 3] {
    let word = |at: usize| u32::from_le_bytes([node[at], node[at + 1], node[at + 2], node[at + 3]]);
    [word(0), word(4), word(8)]
}

fn is_answered(answer: &str) {
    let value: Value = serde_json::from_str(answer).unwrap_or_else(|error| panic!("{error}: {answer}"));
    assert!(value["answer"].is_string(), "{answer}");
}

/// Both know the same JSON, but for nesting: we stop at 64, serde_json at 128.
fn is_scanned_alike(text: &str) {
    match (scan(text), serde_json::from_str::<Value>(text)) {
        (Ok(_), Err(error)) => panic!("taken for JSON, though {error}"),
        (Err(bad), Ok(_)) => assert_eq!(bad.expected, "less nesting", "refused at byte {}", bad.at),
        _ => {}
    }
}
