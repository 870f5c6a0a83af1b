//! Rounding profiles: how the amounts of a cart become whole minor units, each as the platform it is named after does it.
//!
//! 10.00 off 19.99, 29.99 and 9.99 (weights 0.3333, 0.5001 and 0.1666):
//!
//! | profile | parts | how |
//! |---|---|---|
//! | `plain` | 3.33, 5.00, 1.67 | the largest remainders get the cents that are left |
//! | `prestashop` | 3.33, 5.00, 1.67 | split exactly, with eight decimals; only the sum is rounded, lines by largest remainder |
//! | `magento` | 3.33, 5.00, 1.67 | each line is rounded with what the lines before it were rounded by |
//! | `woocommerce` | 3.33, 3.34, 3.33 | the same for each unit, dearest first; cents that are left go one by one |

use crate::money::RoundingMode;
use crate::wire::record::{seldom, words};

words! {
    /// Whose amounts are met to the cent.
    #[derive(Default)]
    pub enum Profile {
        /// Our own: whole minor units everywhere, largest remainder.
        #[default]
        Plain = "plain",
        /// PrestaShop 8 and 9; what takes off all that the rounded rows hold leaves no cent, as in the releases behind 9.1.0.
        PrestaShop = "prestashop",
        /// Magento 2.4.
        Magento = "magento",
        /// WooCommerce.
        WooCommerce = "woocommerce",
    }
}

words! {
    /// What is rounded before it is summed.
    #[derive(Default)]
    pub enum RoundBy {
        /// The price of one unit.
        Item = "item",
        /// The price of a line.
        #[default]
        Line = "line",
        /// Only the sum.
        Total = "total",
    }
}

seldom! {
    /// A profile, and the settings it has in the platform.
    #[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
    pub struct Rounding {
        /// Whose.
        pub profile: Profile => Profile,
        /// PrestaShop's `PS_PRICE_ROUND_MODE`.
        pub mode: RoundingMode => Mode or RoundingMode::HalfUp,
        /// PrestaShop's `PS_ROUND_TYPE`; Magento's tax calculation based on unit price, row total or total.
        pub by: RoundBy => By or RoundBy::Line,
        /// Whether a coupon is computed on what the coupons before it left, in one lane too: WooCommerce's
        /// `woocommerce_calc_discounts_sequentially`. PrestaShop and Magento always do.
        pub sequential: bool => Sequential or false,
        /// Whether tax is due on prices before the discount.
        pub tax_before_discount: bool => TaxBeforeDiscount or false,
        /// PrestaShop: whether a gift is worth its unit price as it is shown, in minor units. So a cart's summary values a
        /// voucher (`classes/CartRule.php`, `getContextualValue`): a gift of 35.567 is 35.57 there, and 35.567 in an order.
        pub round_gifts: bool => RoundGifts or false,
    }
}

impl Rounding {
    /// Decimals of a minor unit with which is computed.
    pub fn decimals(self) -> u32 {
        match self.profile {
            Profile::Plain => 0,
            Profile::PrestaShop => 6,
            Profile::Magento | Profile::WooCommerce => 4,
        }
    }

    /// `10^decimals`: working units in a minor unit.
    pub fn scale(self) -> i64 {
        match self.profile {
            Profile::Plain => 1,
            Profile::PrestaShop => 1_000_000,
            Profile::Magento | Profile::WooCommerce => 10_000,
        }
    }

    /// Whether each coupon is computed on what those before it left.
    pub fn is_sequential(self) -> bool {
        self.sequential || matches!(self.profile, Profile::PrestaShop | Profile::Magento)
    }
}
