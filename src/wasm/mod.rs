//! The faces: how a host gets at the core. Each export is decode, one core call, encode; nothing is decided here.

#[cfg(feature = "browser")]
mod browser;
mod bump;
#[cfg(feature = "checker")]
mod checker;
#[cfg(all(any(feature = "till", feature = "office", feature = "voucher"), not(feature = "browser")))]
mod plain;
