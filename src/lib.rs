//! Remise: a coupon engine for shops.

pub mod allocate;
pub mod api;
pub mod cart;
pub mod code;
pub mod condition;
pub mod coupon;
pub mod discount;
pub mod evaluate;
pub mod generate;
pub mod money;
pub mod reason;
pub mod redeem;
pub mod shop;
pub mod wire;

#[cfg(any(feature = "plain", feature = "browser", feature = "checker"))]
mod wasm;
