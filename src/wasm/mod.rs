//! The faces: how a host gets at the core. Each export is decode, one core call, encode; nothing is decided here.

#[cfg(feature = "browser")]
mod browser;
#[cfg(any(feature = "till", feature = "office", feature = "checker"))]
mod bump;
#[cfg(feature = "checker")]
mod checker;
#[cfg(any(feature = "till", feature = "office"))]
mod plain;
