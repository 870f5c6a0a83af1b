//! Every field name of the wire, once.

/// Slots of the look-up table; a power of two, at most half full.
const SLOTS: usize = 512;

macro_rules! vocabulary {
    ($($key:ident $name:literal)*) => {
        #[repr(u8)]
        enum Number { Other, $($key),* }

        #[allow(non_upper_case_globals, missing_docs, reason = "each is its name, and one of a closed set")]
        impl Key {
            pub const Other: Key = Key(Number::Other as u8);
            $( pub const $key: Key = Key(Number::$key as u8); )*
        }

        /// For the compiler only: what is kept is [`LISTED`].
        const NAMES: &[&str] = &["", $($name),*];
        const LISTED: &str = concat!("\"\":", $("\"", $name, "\":"),*);
    };
}

/// A field name: its number in the vocabulary. [`Key::Other`] is any name that is not of the contract, such as one inside
/// `attributes`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Key(u8);

vocabulary! {
    AccumulateWithPromotion "accumulateWithPromotion"
    Active "active"
    Admin "admin"
    All "all"
    Allowed "allowed"
    Amounts "amounts"
    Answer "answer"
    Any "any"
    Applied "applied"
    AtMs "atMs"
    Attempts "attempts"
    Attributes "attributes"
    Automatic "automatic"
    AvailableQuantity "availableQuantity"
    Before "before"
    BeforeMinor "beforeMinor"
    Body "body"
    Brand "brand"
    Buy "buy"
    Buyer "buyer"
    By "by"
    ByLine "byLine"
    Bytes "bytes"
    Campaign "campaign"
    Cap "cap"
    Capacity "capacity"
    Carrier "carrier"
    Carry "carry"
    Cart "cart"
    Categories "categories"
    Changed "changed"
    Choose "choose"
    Class "class"
    Clock "clock"
    Code "code"
    CodeKey "codeKey"
    Codes "codes"
    Collided "collided"
    Column "column"
    Columns "columns"
    CombinesWith "combinesWith"
    CompensationMinor "compensationMinor"
    Compound "compound"
    Condition "condition"
    Conditions "conditions"
    Count "count"
    Coupon "coupon"
    Coupons "coupons"
    Created "created"
    CreatedAt "createdAt"
    Currency "currency"
    Cursor "cursor"
    Discount "discount"
    DiscountGrossMinor "discountGrossMinor"
    DiscountMinor "discountMinor"
    DiscountNet "discountNet"
    DiscountNetMinor "discountNetMinor"
    Discounts "discounts"
    DiscountsIncludeTax "discountsIncludeTax"
    DiscountText "discountText"
    DynamicCoupons "dynamicCoupons"
    Email "email"
    EnabledExpiration "enabledExpiration"
    Encoding "encoding"
    End "end"
    EndAt "endAt"
    EndedAt "endedAt"
    Env "env"
    Error "error"
    Excess "excess"
    Exclusive "exclusive"
    ExternalId "externalId"
    Fact "fact"
    Failed "failed"
    Fault "fault"
    Faults "faults"
    Finding "finding"
    Findings "findings"
    First "first"
    ForgetBeforeMs "forgetBeforeMs"
    ForgetMs "forgetMs"
    Form "form"
    From "from"
    Gifts "gifts"
    Given "given"
    GrossMinor "grossMinor"
    Groups "groups"
    GuessBits "guessBits"
    Guide "guide"
    HasQuantity "hasQuantity"
    HasQuantityPerUser "hasQuantityPerUser"
    Headers "headers"
    Hex "hex"
    Holder "holder"
    Id "id"
    Ids "ids"
    Import "import"
    IncludedTaxPercent "includedTaxPercent"
    IntegrationMetadata "integrationMetadata"
    IntegrationToken "integrationToken"
    Integrator "integrator"
    Key "key"
    Kind "kind"
    Known "known"
    Lane "lane"
    Last "last"
    LifetimeSeconds "lifetimeSeconds"
    Limit "limit"
    Lines "lines"
    Live "live"
    Locale "locale"
    MaxCodes "maxCodes"
    Message "message"
    Method "method"
    Minor "minor"
    Missing "missing"
    MissingUnits "missingUnits"
    Modalities "modalities"
    Modality "modality"
    ModalityType "modalityType"
    Mode "mode"
    Name "name"
    Nanoseconds "_nanoseconds"
    Needed "needed"
    NetMinor "netMinor"
    NoneOf "none"
    Now "now"
    NowMinor "nowMinor"
    NowMs "nowMs"
    Nth "nth"
    Of "of"
    Offer "offer"
    Offers "offers"
    Offset "offset"
    Ok "ok"
    On "on"
    OnPromotion "onPromotion"
    Op "op"
    Operator "operator"
    Orders "orders"
    Organization "organization"
    OrganizationExternalId "organizationExternalId"
    OtherCode "other"
    Outcome "outcome"
    Parent "parent"
    PartialUse "partialUse"
    Path "path"
    Pattern "pattern"
    Patterns "patterns"
    PaymentCurrency "paymentCurrency"
    PaymentMethod "paymentMethod"
    Per "per"
    Percent "percent"
    Pick "pick"
    Platform "platform"
    Platforms "platforms"
    Prefix "prefix"
    PricesIncludeTax "pricesIncludeTax"
    Priority "priority"
    Product "product"
    Profile "profile"
    Quantity "quantity"
    QuantityPerUser "quantityPerUser"
    Query "query"
    Rates "rates"
    Read "read"
    Reader "reader"
    Reason "reason"
    Reasons "reasons"
    Redeemed "redeemed"
    RedeemedByBuyer "redeemedByBuyer"
    RedeemedByHolder "redeemedByHolder"
    Redemption "redemption"
    RefundMinor "refundMinor"
    Rejected "rejected"
    Remaining "remaining"
    RemainingMinor "remainingMinor"
    RemoteAddress "remoteAddress"
    Request "request"
    RoundGifts "roundGifts"
    Rounding "rounding"
    Row "row"
    Rows "rows"
    Scope "scope"
    Seconds "_seconds"
    Separator "separator"
    Sequential "sequential"
    Severity "severity"
    Session "session"
    Shipping "shipping"
    ShippingCompensationMinor "shippingCompensationMinor"
    ShippingCountry "shippingCountry"
    ShippingDiscountMinor "shippingDiscountMinor"
    ShippingGrossMinor "shippingGrossMinor"
    ShippingIncludedTaxPercent "shippingIncludedTaxPercent"
    ShippingIncludesTax "shippingIncludesTax"
    ShippingMinor "shippingMinor"
    ShippingNetMinor "shippingNetMinor"
    ShippingTaxes "shippingTaxes"
    ShippingTaxMinor "shippingTaxMinor"
    ShippingTaxPercent "shippingTaxPercent"
    ShippingText "shippingText"
    ShipsFree "shipsFree"
    Site "site"
    SpentMinor "spentMinor"
    Stacking "stacking"
    StaleBeforeMs "staleBeforeMs"
    StartAt "startAt"
    StartsAt "startsAt"
    StartsInMs "startsInMs"
    State "state"
    Status "status"
    Step "step"
    Steps "steps"
    StopsFurther "stopsFurther"
    SubtotalGrossMinor "subtotalGrossMinor"
    SubtotalMinor "subtotalMinor"
    SubtotalNetMinor "subtotalNetMinor"
    SubtotalText "subtotalText"
    Tax "tax"
    TaxBeforeDiscount "taxBeforeDiscount"
    Taxes "taxes"
    TaxIncluded "taxIncluded"
    TaxMinor "taxMinor"
    TaxPercent "taxPercent"
    Texts "texts"
    Tiers "tiers"
    Token "token"
    TotalGrossMinor "totalGrossMinor"
    TotalMinor "totalMinor"
    TotalNetMinor "totalNetMinor"
    TotalText "totalText"
    Type "type"
    UnitGrossMinor "unitGrossMinor"
    UnitNetMinor "unitNetMinor"
    UnitPrice "unitPrice"
    UnitPriceMinor "unitPriceMinor"
    UnitPriceText "unitPriceText"
    Units "units"
    Update "update"
    Usage "usage"
    Used "used"
    UsedAt "usedAt"
    UtcOffsetMinutes "utcOffsetMinutes"
    Value "value"
    ValueMask "valueMask"
    Verb "verb"
    WaitMs "waitMs"
    Weight "weight"
    Where "where"
    With "with"
    WriteTime "_writeTime"
}

/// `"name":` of each key; all of them point into [`LISTED`], so that the names stand once in the module.
static QUOTED: [&str; NAMES.len()] = quoted();

#[allow(clippy::indexing_slicing, reason = "computed by the compiler, which refuses an index out of range")]
const fn quoted() -> [&'static str; NAMES.len()] {
    let mut quoted = [""; NAMES.len()];
    let (mut index, mut rest) = (0, LISTED);
    while index < NAMES.len() {
        (quoted[index], rest) = rest.split_at(NAMES[index].len() + r#""":"#.len());
        index += 1;
    }
    quoted
}

impl Key {
    /// The name as it stands in JSON; empty for [`Key::Other`].
    pub fn name(self) -> &'static str {
        let quoted = self.quoted();
        quoted.get(1..quoted.len().saturating_sub(2)).unwrap_or_default()
    }

    /// `"name":`, as it stands in front of a value.
    pub(super) fn quoted(self) -> &'static str {
        QUOTED.get(usize::from(self.0)).copied().unwrap_or_default()
    }

    /// All names as they stand in front of values, `"":"accumulateWithPromotion":…`, in the order of their numbers;
    /// [`Key::Other`]'s comes first and is empty.
    pub fn vocabulary() -> &'static str {
        LISTED
    }

    /// Where it stands among all names.
    pub(super) const fn number(self) -> u32 {
        self.0 as u32
    }

    /// The key with the number in the lowest byte; one that nobody has is no record's field.
    pub(super) const fn numbered(number: u32) -> Key {
        Key(number as u8)
    }

    /// The key of a name.
    pub(super) fn find(name: &[u8]) -> Key {
        let mut slot = hash(name);
        while let Some(&number) = TABLE.get(slot) {
            let key = Key(number);
            if key == Key::Other || same(key.name().as_bytes(), name) {
                return key;
            }
            slot = (slot + 1) % SLOTS;
        }
        Key::Other
    }
}

/// Whether two names are equal, by words: a call compares some two hundred, and `memcmp` goes byte by byte.
pub(crate) fn same(left: &[u8], right: &[u8]) -> bool {
    let ((left_words, left_rest), (right_words, right_rest)) = (left.as_chunks::<4>(), right.as_chunks::<4>());
    left.len() == right.len()
        && left_words
            .iter()
            .zip(right_words)
            .all(|(left, right)| u32::from_le_bytes(*left) == u32::from_le_bytes(*right))
        && left_rest.iter().zip(right_rest).all(|(left, right)| left == right)
}

/// A slot for a name, from its length and three of its bytes: names are short, and told apart by these.
const fn hash(name: &[u8]) -> usize {
    let ([first, ..], [.., last]) = (name, name) else { return 0 };
    let middle = match name.split_at_checked(name.len() / 2) {
        Some((_, [middle, ..])) => *middle,
        _ => 0,
    };
    (name.len() * 5 + *first as usize * 7 + middle as usize * 31 + *last as usize * 61) % SLOTS
}

/// Open addressing by [`hash`]; 0 is an empty slot.
static TABLE: [u8; SLOTS] = table();

#[allow(clippy::indexing_slicing, reason = "computed by the compiler, which refuses an index out of range")]
const fn table() -> [u8; SLOTS] {
    assert!(NAMES.len() * 2 <= SLOTS && NAMES.len() <= 256);
    let mut table = [0; SLOTS];
    let mut index = 1;
    while index < NAMES.len() {
        let mut slot = hash(NAMES[index].as_bytes());
        while table[slot] != 0 {
            slot = (slot + 1) % SLOTS;
        }
        table[slot] = index as u8;
        index += 1;
    }
    table
}
