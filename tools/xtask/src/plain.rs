//! The three modules for PHP: what each is compiled from, and where what is made of it goes.

use crate::face::{self, Face};
use crate::tree::Tree;
use crate::wasm_opt::{self, Passes};
use anyhow::Result;
use std::fs;

/// A module with a plain C ABI, and the PHP class made of it.
pub(crate) struct Plain {
    pub(crate) face: &'static Face,
    pub(crate) passes: &'static Passes,
    /// The module, below the root.
    pub(crate) wasm: &'static str,
    pub(crate) class: &'static str,
    /// The ids of its figures: bytes of the module, and of the class.
    pub(crate) figures: [&'static str; 2],
}

/// What a checkout asks: made for speed.
pub(crate) const TILL: Plain = Plain {
    face: &face::TILL,
    passes: &wasm_opt::FAST,
    wasm: "target/remise/remise.wasm",
    class: "RemiseModule",
    figures: ["wasm_raw", "php_source"],
};

/// What is asked seldom: HTTP, and codes by the thousand. Made small.
pub(crate) const OFFICE: Plain = Plain {
    face: &face::OFFICE,
    passes: &wasm_opt::SMALL,
    wasm: "target/remise/office.wasm",
    class: "RemiseOffice",
    figures: ["office_wasm_raw", "office_php_source"],
};

/// Purchases of vouchers, and what merchants and partners ask of them. Made small.
pub(crate) const VOUCHER: Plain = Plain {
    face: &face::VOUCHER,
    passes: &wasm_opt::SMALL,
    wasm: "target/remise/voucher.wasm",
    class: "RemiseVoucher",
    figures: ["voucher_wasm_raw", "voucher_php_source"],
};

/// All of them.
pub(crate) const ALL: [&Plain; 3] = [&TILL, &OFFICE, &VOUCHER];

/// Where the bridge looks for what is generated.
pub(crate) const DIRECTORY: &str = "plugins/bridge/build";

impl Plain {
    /// The class, below the root.
    pub(crate) fn class_file(&self) -> String {
        format!("{DIRECTORY}/{}.php", self.class)
    }

    /// The module's bytes, once it is built.
    pub(crate) fn read(&self, tree: &Tree) -> Result<Vec<u8>> {
        Ok(fs::read(tree.at(self.wasm))?)
    }
}
