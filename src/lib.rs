//! Remise: a coupon engine for shops.
