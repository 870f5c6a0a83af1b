//! Laws of tables: what is written is read again, cut where one likes, and as another reader reads it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail by panicking")]

use proptest::prelude::*;
use remise::csv::{Encoding, Separator, decode, guarded, next_row, unguarded, write_row};
use std::borrow::Cow;

const SEPARATORS: [Separator; 3] = [Separator::Comma, Separator::Semicolon, Separator::Tab];

fn read(text: &str, separator: Separator) -> Vec<Vec<String>> {
    let (mut rest, mut rows) = (text, Vec::new());
    while let Some(row) = next_row(rest, separator.byte(), true) {
        assert_eq!(row.fault, None);
        rows.push(row.cells.iter().map(ToString::to_string).collect());
        rest = row.rest;
    }
    rows
}

fn write(rows: &[Vec<String>], separator: Separator) -> String {
    let mut table = String::new();
    for row in rows {
        let cells: Vec<Cow<'_, str>> = row.iter().map(|cell| cell.as_str().into()).collect();
        write_row(&mut table, &cells, separator);
    }
    table
}

/// `csv-core`, which passes over empty rows.
fn oracle(text: &str, separator: Separator) -> Vec<Vec<String>> {
    let mut reader = csv_core::ReaderBuilder::new().delimiter(separator.byte()).build();
    let (mut input, mut rows) = (text.as_bytes(), Vec::new());
    let (mut output, mut ends) = (vec![0; text.len() + 1], vec![0; text.len() + 2]);
    let (mut written, mut ended) = (0, 0);
    loop {
        let (result, read, wrote, count) = reader.read_record(input, &mut output[written..], &mut ends[ended..]);
        (written, ended, input) = (written + wrote, ended + count, &input[read..]);
        match result {
            csv_core::ReadRecordResult::End => return rows,
            csv_core::ReadRecordResult::Record => {
                let from = [&[0], &ends[..ended]].concat();
                let cells = from.windows(2).map(|pair| String::from_utf8(output[pair[0]..pair[1]].to_vec()).unwrap());
                rows.push(cells.collect());
                (written, ended) = (0, 0);
            }
            _ => {}
        }
    }
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z =+@,;\"\t\r\n'é€-]{0,6}", any::<String>()]
}

proptest! {
    #[test]
    fn what_is_written_is_read(rows in prop::collection::vec(prop::collection::vec(cell(), 1..5), 0..6)) {
        for separator in SEPARATORS {
            prop_assert_eq!(&read(&write(&rows, separator), separator), &rows);
        }
    }

    #[test]
    fn a_text_may_be_cut_anywhere(text in "[ab,;\"\r\n]{0,40}", cut in 0usize..40) {
        let cut = cut.min(text.len());
        let (mut rest, mut rows) = (&text[..cut], Vec::new());
        while let Some(row) = next_row(rest, b',', false) {
            rows.push(row.cells.iter().map(ToString::to_string).collect::<Vec<_>>());
            rest = row.rest;
        }
        let carried = [rest, &text[cut..]].concat();
        let mut rest = carried.as_str();
        while let Some(row) = next_row(rest, b',', true) {
            rows.push(row.cells.iter().map(ToString::to_string).collect());
            rest = row.rest;
        }
        let (mut rest, mut whole) = (text.as_str(), Vec::new());
        while let Some(row) = next_row(rest, b',', true) {
            whole.push(row.cells.iter().map(ToString::to_string).collect::<Vec<_>>());
            rest = row.rest;
        }
        prop_assert_eq!(rows, whole);
    }

    #[test]
    fn another_reader_reads_the_same(text in "[ab,\"\r\n ]{0,40}") {
        let (mut rest, mut rows) = (text.as_str(), Vec::new());
        while let Some(row) = next_row(rest, b',', true) {
            let cells: Vec<String> = row.cells.iter().map(ToString::to_string).collect();
            // An empty line is a row here: a spreadsheet counts it. `""` alone is a row for both.
            if cells != [""] { rows.push(cells) }
            rest = row.rest;
        }
        let others: Vec<_> = oracle(&text, Separator::Comma).into_iter().filter(|cells| cells[..] != [""]).collect();
        prop_assert_eq!(rows, others);
    }

    #[test]
    fn a_guarded_text_comes_back_and_is_no_formula(text in cell()) {
        let written = guarded(&text);
        prop_assert_eq!(unguarded(&written), &*text);
        prop_assert!(!written.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']));
    }
}

#[test]
fn quotes_that_do_not_close_are_told() {
    let fault = |text: &str| next_row(text, b',', true).unwrap().fault.is_some();
    assert!(fault("\"a,b\nc,d\n"));
    assert!(fault("\"a\"b,c\n"));
    assert!(!fault("5\" nails,c\n"), "a quote inside a plain cell is a letter");
    assert_eq!(next_row("\"a\n", b',', false), None, "its end may be yet to come");
    assert_eq!(next_row("a\r", b',', false), None, "a line feed may be yet to come");
    assert_eq!(next_row("a\rb", b',', false).unwrap().rest, "b");
}

#[test]
fn bytes_that_are_not_utf8_are_windows_1252_or_refused() {
    let read = |text, bytes, known| decode(text, bytes, known).map(|(text, encoding)| (text.into_owned(), encoding));
    assert_eq!(read("caf\u{e9} \u{80}", true, None), Ok(("café €".to_owned(), Some(Encoding::Windows1252))));
    assert_eq!(read("plain", true, None), Ok(("plain".to_owned(), None)));
    assert_eq!(read("é", false, None), Ok(("é".to_owned(), Some(Encoding::Utf8))));
    assert!(read("\u{e9}", true, Some(Encoding::Utf8)).is_err());
    assert!(read("é", false, Some(Encoding::Windows1252)).is_err());
    assert!(read("\u{81}", true, None).is_err(), "a byte that means nothing");
    assert!(read("\u{ef}\u{bb}\u{bf}\u{e9}", true, None).is_err(), "a mark of UTF-8, and then something else");
}
