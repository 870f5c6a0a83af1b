//! Calls of the engine, as JSON.

use remise::shop::{Hosted, Random};
use serde_json::Value;

struct NoRandom;

impl Random for NoRandom {
    fn fill(&mut self, _: &mut [u8]) -> Hosted<()> {
        panic!("a case asked for randomness")
    }
}

/// The answer of a call; a fault in the call is a fault of the adapter.
pub fn ask(call: &Value) -> Value {
    let answer: Value = serde_json::from_str(&remise::api::pure(&call.to_string(), &mut NoRandom)).unwrap();
    assert_ne!(answer["answer"], "error", "{answer}\nof {call}");
    answer
}
