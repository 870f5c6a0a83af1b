//! Where coupons are used, and whose they are.

use crate::cart::Modality;
use crate::combine::Choose;
use crate::money::{Currency, Locale};
use crate::wire::record::{seldom, words};
use crate::wire::{Faults, Json, Node};

words! {
    /// Whether anything real is touched (S6).
    pub enum Env {
        /// Development.
        Dev = "dev",
        /// Production.
        Prod = "prod",
    }
}

words! {
    /// What the shop runs on (D1).
    pub enum Platform {
        /// PrestaShop.
        PrestaShop = "prestashop",
        /// Magento.
        Magento = "magento",
        /// WooCommerce.
        WooCommerce = "woocommerce",
        /// Shopify.
        Shopify = "shopify",
        /// Anything else.
        Other = "other",
    }
}

seldom! {
    /// The settings of a site.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct Site {
        /// What it runs on.
        pub platform: Platform => Platform,
        /// Whether unique codes are created on demand.
        pub dynamic_coupons: Option<bool> => DynamicCoupons,
        /// Which coupons count.
        pub env: Env => Env,
        /// Ways it sells.
        pub modalities: Vec<Modality> => Modalities,
        /// Codes that a cart may have; any number when absent.
        pub max_codes: Option<u32> => MaxCodes,
        /// Which of the codes that do not go together apply; the first by lane and priority when absent.
        pub choose: Option<Choose> => Choose,
        /// How often one may fail; as [`AttemptLimit::default`] when absent.
        pub attempts: Option<AttemptLimit> => Attempts,
    }
}

seldom! {
    /// How many wrong codes an address, a session or a customer may enter.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct AttemptLimit {
        /// So many in a row.
        pub limit: u32 => Limit,
        /// After so long all of them are forgotten; one after the other, evenly.
        pub lifetime_seconds: u32 => LifetimeSeconds,
    }
    then AttemptLimit::check
}

impl Default for AttemptLimit {
    /// Five in five minutes.
    fn default() -> Self {
        AttemptLimit { limit: 5, lifetime_seconds: 300 }
    }
}

impl AttemptLimit {
    /// Never without any limit, and never for longer than a day.
    fn check(&self, node: Node<'_, '_>, faults: &mut Faults) -> bool {
        let bounds = [("limit", self.limit, 1..=1_000), ("lifetimeSeconds", self.lifetime_seconds, 10..=86_400)];
        let mut whole = true;
        for (field, value, range) in bounds {
            if !range.contains(&value) {
                let message = ["must be between ", &Json::of(range.start()), " and ", &Json::of(range.end())].concat();
                faults.add_checked(node, field, "out_of_range", &message);
                whole = false;
            }
        }
        whole
    }

    /// Milliseconds in which one of them is forgotten.
    pub fn wait_ms(&self) -> u32 {
        self.lifetime_seconds * 1000 / self.limit.max(1)
    }
}

seldom! {
    /// A tenant: whose coupons they are.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct Organization {
        /// The store's own name for it; opaque.
        pub id: String => Id,
        /// Of coupons that name none.
        pub currency: Currency => Currency,
        /// Of masks and messages.
        pub locale: Locale => Locale,
    }
}

/// `site`'s answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SiteState {
    /// The settings.
    pub site: Site,
    /// The organization this shop sells for.
    pub organization: Organization,
    /// Patterns of generated codes that can still be used.
    pub patterns: Vec<String>,
}

seldom! {
    /// `organization`'s answer.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct FoundOrganization {
        /// Whether the token is known.
        pub integrator: bool => Integrator,
        /// When this integrator serves it.
        pub organization: Option<Organization> => Organization,
    }
}
