//! The faces: how a host gets at the core. Each export is decode, one core call, encode; nothing is decided here.

#[cfg(feature = "browser")]
mod browser;
#[cfg(any(feature = "plain", feature = "checker"))]
mod bump;
#[cfg(feature = "checker")]
mod checker;
#[cfg(feature = "plain")]
mod plain;
