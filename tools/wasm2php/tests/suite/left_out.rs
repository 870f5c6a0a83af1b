//! Everything of the suite that is not run, each with its reason. There is no other place.

use crate::script::Mode;

/// A file, the lines in it (none: all of it), and why.
pub(crate) const LEFT_OUT: &[(&str, &[usize], &str)] = &[
    (
        "mutable-global/linking.wast",
        &[206, 227, 236, 238, 248, 298, 334, 342, 344, 354],
        "segments were once checked before any was written; bulk memory changed that, as wasm-v1/linking.wast has it",
    ),
    ("bulk-memory/table-sub.wast", &[1], "subtypes of references belong to the gc proposal"),
    ("bulk-memory/table_init.wast", &[2272, 2286], "a table of arrays belongs to the gc proposal"),
    ("bulk-memory/table_fill.wast", &[], "table.fill and externref belong to reference types"),
];

/// The same for the translation as in production.
pub(crate) const LEFT_OUT_IN_PRODUCTION: &[(&str, &[usize], &str)] = &[
    (
        "wasm-v1/address.wast",
        &[
            194, 195, 196, 197, 198, 200, 201, 202, 203, 204, 481, 482, 483, 484, 485, 486, 487, 489, 490, 491, 492,
            493, 494, 495, 541, 542, 588, 589,
        ],
        "a load whose result is dropped is left out where bounds are deferred",
    ),
    (
        "wasm-v1/traps.wast",
        &[78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91],
        "a load whose result is dropped is left out where bounds are deferred",
    ),
];

/// Why an assertion is left out, if it is.
pub(crate) fn reason(file: &str, line: usize, mode: Mode) -> Option<&'static str> {
    let deferred = if mode == Mode::Production { LEFT_OUT_IN_PRODUCTION } else { &[] };
    LEFT_OUT
        .iter()
        .chain(deferred)
        .find(|(name, lines, _)| *name == file && (lines.is_empty() || lines.contains(&line)))
        .map(|(_, _, reason)| *reason)
}
