//! Every field name of the wire, once.

/// Whether only the names that a checkout uses are listed: the till and the checker are not to carry the others.
const FEW: bool =
    cfg!(any(feature = "till", feature = "checker")) && !cfg!(any(feature = "office", feature = "voucher"));

/// Slots of the look-up table, at most half full.
const SLOTS: usize = (NAMES.len() * 2).next_power_of_two();

macro_rules! vocabulary {
    (shared { $($shared:ident $shared_name:literal)* } office { $($office:ident $office_name:literal)* }) => {
        #[repr(u16)]
        enum Ordinal { Other, $($shared,)* $($office),* }

        #[allow(non_upper_case_globals, missing_docs, reason = "each is its name, and one of a closed set")]
        impl Key {
            pub const Other: Key = Key(Ordinal::Other as u16);
            $( pub const $shared: Key = Key(Ordinal::$shared as u16); )*
            $( pub const $office: Key = Key(Ordinal::$office as u16); )*
        }

        /// For the compiler only: what is kept is [`LISTED`].
        const NAMES: &[&str] = if FEW { &["", $($shared_name),*] } else { &["", $($shared_name,)* $($office_name),*] };
        const LISTED: &str = if FEW {
            concat!("\"\":", $("\"", $shared_name, "\":"),*)
        } else {
            concat!("\"\":", $("\"", $shared_name, "\":",)* $("\"", $office_name, "\":"),*)
        };
    };
}

/// A field name: its number in the vocabulary. [`Key::Other`] is any name that is not of the contract, such as one inside
/// `attributes`. Those of the office have the highest numbers: a module without it lists the others alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Key(u16);

vocabulary! {
    shared {
        AccumulateWithPromotion "accumulateWithPromotion"
        Active "active"
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
        Brand "brand"
        Buy "buy"
        Buyer "buyer"
        By "by"
        ByLine "byLine"
        Bytes "bytes"
        Campaign "campaign"
        Cap "cap"
        Carrier "carrier"
        Cart "cart"
        Categories "categories"
        Changed "changed"
        Choose "choose"
        Class "class"
        Clock "clock"
        Code "code"
        CodeKey "codeKey"
        Codes "codes"
        CombinesWith "combinesWith"
        CompensationMinor "compensationMinor"
        Compound "compound"
        Condition "condition"
        Conditions "conditions"
        Count "count"
        Coupon "coupon"
        Coupons "coupons"
        CreatedAt "createdAt"
        Currency "currency"
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
        EndAt "endAt"
        EndedAt "endedAt"
        Env "env"
        Excess "excess"
        Exclusive "exclusive"
        Fact "fact"
        Failed "failed"
        Fault "fault"
        Faults "faults"
        ForgetBeforeMs "forgetBeforeMs"
        Form "form"
        From "from"
        Gifts "gifts"
        Given "given"
        GrossMinor "grossMinor"
        Groups "groups"
        HasQuantity "hasQuantity"
        HasQuantityPerUser "hasQuantityPerUser"
        Hex "hex"
        Holder "holder"
        Id "id"
        IncludedTaxPercent "includedTaxPercent"
        IntegrationMetadata "integrationMetadata"
        Key "key"
        Kind "kind"
        Known "known"
        Lane "lane"
        LifetimeSeconds "lifetimeSeconds"
        Limit "limit"
        Lines "lines"
        Locale "locale"
        MaxCodes "maxCodes"
        Message "message"
        Minor "minor"
        Missing "missing"
        MissingUnits "missingUnits"
        Modalities "modalities"
        Modality "modality"
        ModalityType "modalityType"
        Mode "mode"
        Name "name"
        Needed "needed"
        NetMinor "netMinor"
        NoneOf "none"
        NowMs "nowMs"
        Nth "nth"
        Of "of"
        Offer "offer"
        Offers "offers"
        Ok "ok"
        On "on"
        OnPromotion "onPromotion"
        Op "op"
        Operator "operator"
        Orders "orders"
        Organization "organization"
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
        PricesIncludeTax "pricesIncludeTax"
        Priority "priority"
        Product "product"
        Profile "profile"
        Quantity "quantity"
        QuantityPerUser "quantityPerUser"
        Rates "rates"
        Reason "reason"
        Reasons "reasons"
        Redeemed "redeemed"
        RedeemedByBuyer "redeemedByBuyer"
        RedeemedByHolder "redeemedByHolder"
        Redemption "redemption"
        RemainingMinor "remainingMinor"
        RemoteAddress "remoteAddress"
        Request "request"
        RoundGifts "roundGifts"
        Rounding "rounding"
        Rows "rows"
        Scope "scope"
        Sequential "sequential"
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
        Usage "usage"
        Used "used"
        UtcOffsetMinutes "utcOffsetMinutes"
        Value "value"
        ValueMask "valueMask"
        Verb "verb"
        WaitMs "waitMs"
        Weight "weight"
        Where "where"
        With "with"
    }
    office {
        Admin "admin"
        Back "back"
        Before "before"
        BeforeMinor "beforeMinor"
        Block "block"
        Blocked "blocked"
        Body "body"
        CancelledAt "cancelledAt"
        CancelledPurchase "cancelledPurchase"
        CancelledUse "cancelledUse"
        Capacity "capacity"
        Carry "carry"
        Collided "collided"
        Column "column"
        Columns "columns"
        Created "created"
        Cursor "cursor"
        Descending "descending"
        Encoding "encoding"
        End "end"
        EndOn "endOn"
        Error "error"
        Event "event"
        Events "events"
        ExternalId "externalId"
        Finding "finding"
        Findings "findings"
        First "first"
        ForgetMs "forgetMs"
        GuessBits "guessBits"
        Guide "guide"
        Headers "headers"
        Ids "ids"
        Import "import"
        IntegrationToken "integrationToken"
        Integrator "integrator"
        Issue "issue"
        Issues "issues"
        Keep "keep"
        Last "last"
        LifetimeDays "lifetimeDays"
        Line "line"
        Live "live"
        Made "made"
        MerchantId "merchantId"
        MerchantIdParameter "merchant_id"
        Method "method"
        Nanoseconds "_nanoseconds"
        Now "now"
        NowMinor "nowMinor"
        Number "number"
        Offset "offset"
        Order "order"
        OrganizationExternalId "organizationExternalId"
        OtherCode "other"
        Owner "owner"
        Platforms "platforms"
        Prefix "prefix"
        Previous "previous"
        Purchase "purchase"
        Query "query"
        Read "read"
        Reader "reader"
        RedeemedDate "redeemed_date"
        RedeemedMerchantId "redeemed_merchant_id"
        RefundMinor "refundMinor"
        Remaining "remaining"
        RequireKey "requireKey"
        Roles "roles"
        Row "row"
        Seconds "_seconds"
        Separator "separator"
        Settings "settings"
        Severity "severity"
        Sort "sort"
        StaleBeforeMs "staleBeforeMs"
        Svgs "svgs"
        Table "table"
        Template "template"
        Templates "templates"
        Token "token"
        Update "update"
        UsedAt "usedAt"
        UsedBy "usedBy"
        ValidUntil "valid_until"
        Voucher "voucher"
        VoucherCodes "voucherCodes"
        VoucherTemplate "voucherTemplate"
        Vouchers "vouchers"
        Wanted "wanted"
        WriteTime "_writeTime"
    }
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

    /// The names as they stand in front of values, `"":"accumulateWithPromotion":…`, in the order of their numbers;
    /// [`Key::Other`]'s comes first and is empty.
    pub fn vocabulary() -> &'static str {
        LISTED
    }

    /// Where it stands among all names.
    pub(super) const fn number(self) -> u32 {
        self.0 as u32
    }

    /// The key with the number in the lower half; one that nobody has is no record's field.
    pub(super) const fn numbered(number: u32) -> Key {
        Key(number as u16)
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
static TABLE: [u16; SLOTS] = table();

#[allow(clippy::indexing_slicing, reason = "computed by the compiler, which refuses an index out of range")]
const fn table() -> [u16; SLOTS] {
    let mut table = [0; SLOTS];
    let mut index = 1;
    while index < NAMES.len() {
        let mut slot = hash(NAMES[index].as_bytes());
        while table[slot] != 0 {
            slot = (slot + 1) % SLOTS;
        }
        table[slot] = index as u16;
        index += 1;
    }
    table
}
