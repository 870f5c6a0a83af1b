//! The goods of PrestaShop's demo shop, which some cases take from it: names and prices without tax.

pub(super) const PRODUCTS: &[(&str, &str)] = &[
    ("Hummingbird printed t-shirt", "23.90"),
    ("Hummingbird printed sweater", "35.90"),
    ("The best is yet to come' Framed poster", "29.00"),
    ("The adventure begins Framed poster", "29.00"),
    ("Today is a good day Framed poster", "29.00"),
    ("Mug The best is yet to come", "11.90"),
    ("Mug The adventure begins", "11.90"),
    ("Mug Today is a good day", "11.90"),
    ("Mountain fox cushion", "18.90"),
    ("Brown bear cushion", "18.90"),
    ("Hummingbird cushion", "18.90"),
    ("Mountain fox - Vector graphics", "9.00"),
    ("Brown bear - Vector graphics", "9.00"),
    ("Hummingbird - Vector graphics", "9.00"),
    ("Pack Mug + Framed poster", "35.00"),
    ("Mountain fox notebook", "12.90"),
    ("Brown bear notebook", "12.90"),
    ("Hummingbird notebook", "12.90"),
    ("Customizable mug", "13.90"),
];

/// Of the demo carrier, without the handling fee; and the fee that the demo shop adds.
pub(super) const HANDLING_FEE: &str = "2";
