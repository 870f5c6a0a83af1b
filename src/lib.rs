//! Remise: a coupon engine for shops.
//!
//! One core, compiled to WebAssembly, decides in the shopper's browser, in Node and inside plain PHP, and gives the same answer
//! to the byte. It does no I/O and knows no clock and no randomness of its own: what it needs of a shop it asks through the port,
//! [`shop::Shop`]. A call and its answer are JSON; `pkg/types.d.ts` is the contract.
//!
//! ```
//! # struct NoRandom;
//! # impl remise::shop::Random for NoRandom {
//! #     fn fill(&mut self, _: &mut [u8]) -> remise::shop::Hosted<()> { Ok(()) }
//! # }
//! let call = r#"{
//!     "verb": "evaluate",
//!     "coupon": { "code": "SUMMER", "type": "PERCENTAGE", "value": 10, "currency": "EUR",
//!                 "conditions": [{ "id": "cart_total", "operator": ">=", "value": 50 }] },
//!     "cart": { "currency": "EUR", "lines": [{ "id": "1", "product": "mug", "quantity": 3, "unitPriceMinor": 1500 }] },
//!     "clock": { "nowMs": 1765792800000, "utcOffsetMinutes": 60 }
//! }"#;
//! let answer = remise::api::pure(call, &mut NoRandom);
//! assert_eq!(answer, concat!(
//!     r#"{"answer":"rejected","code":"SUMMER","reasons":[{"reason":"below_minimum","fact":"cart_total","#,
//!     r#""needed":5000,"missing":500,"message":"€5.00 more to use this code."}]}"#,
//! ));
//! ```
//!
//! Each layer names only those above it:

pub mod wire;

pub mod code;
pub mod money;

pub mod rate;
pub mod rounding;

pub mod cart;
pub mod coupon;
pub mod pricing;
pub mod stacking;

pub mod allocate;
pub mod condition;
pub mod discount;

pub mod reason;

pub mod tax;

pub mod combine;
pub mod evaluate;
pub mod generate;
pub mod lint;
pub mod refund;

pub mod redeem;
pub mod shop;

pub mod csv;

pub mod voucher;

pub mod api;

#[cfg(any(feature = "till", feature = "office", feature = "voucher", feature = "browser", feature = "checker"))]
mod wasm;
