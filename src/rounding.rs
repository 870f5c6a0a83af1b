//! Rounding profiles: how the amounts of a cart become whole minor units, each as the platform it is named after does it.
//!
//! Three splits, which a test holds: 10.00 off three lines of 20.00; 10.00 off 19.99, 29.99 and 9.99; 10 % of three lines
//! of 0.05.
//!
//! | profile | equal lines | by weight | 10 % of 0.05 | how |
//! |---|---|---|---|---|
//! | `plain` | 3.34, 3.33, 3.33 | 3.33, 5.00, 1.67 | 0.01, 0.01, 0.00 | the largest remainders get the cents that are left |
//! | `prestashop` | 3.34, 3.33, 3.33 | 3.33, 5.00, 1.67 | 0.01, 0.01, 0.00 | exact; only the sum is rounded, and split anew |
//! | `magento` | 3.33, 3.34, 3.33 | 3.33, 5.00, 1.67 | 0.01, 0.00, 0.01 | each with what those before it were rounded by |
//! | `woocommerce` | 3.34, 3.33, 3.33 | 3.33, 3.34, 3.33 | 0.01, 0.00, 0.00 | the same for each unit, rounded down; then cents, the dearest first |

mod carry;

use crate::money::RoundingMode;
use crate::wire::record::{seldom, words};
pub use carry::{Carry, START};

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
        /// PrestaShop's `PS_PRICE_ROUND_MODE`; in profile `plain`, how a percentage of goods or of shipping becomes whole minor
        /// units before it is split. The others have no such setting.
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
        /// Whether discounts are computed on prices with tax, in profile `magento`; as the cart's prices are when absent.
        /// Magento's `tax/calculation/discount_tax`, which is off unless the shop sets it.
        pub discounts_include_tax: Option<bool> => DiscountsIncludeTax,
    }
}

impl Rounding {
    /// Decimals of a minor unit with which is computed.
    pub fn decimals(self) -> u32 {
        match self.profile {
            Profile::Plain => 0,
            Profile::PrestaShop | Profile::Magento => 6,
            Profile::WooCommerce => 4,
        }
    }

    /// `10^decimals`: working units in a minor unit.
    pub fn scale(self) -> i64 {
        match self.profile {
            Profile::Plain => 1,
            Profile::PrestaShop | Profile::Magento => 1_000_000,
            Profile::WooCommerce => 10_000,
        }
    }

    /// Whether each coupon is computed on what those before it left.
    pub fn is_sequential(self) -> bool {
        self.sequential || matches!(self.profile, Profile::PrestaShop | Profile::Magento)
    }
}
