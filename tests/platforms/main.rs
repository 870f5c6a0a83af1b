//! The engine against cases from the platforms' own public test suites (`tests/vectors/platforms/SCHEMA.md`): one adapter per
//! source tells the engine what a case says, and none knows a single case.
#![allow(unreachable_pub, reason = "shared by the adapters")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod amount;
mod engine;
mod expected;
mod given;
mod magento;
mod prestashop;
mod report;
mod rules;
mod seen;
mod woocommerce;
