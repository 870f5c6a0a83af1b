//! Passed and failed, as each runner prints them.

use std::iter::Sum;

/// How many tests passed and how many did not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
}

impl Count {
    pub(crate) const PASSED: Self = Self { passed: 1, failed: 0 };
    pub(crate) const FAILED: Self = Self { passed: 0, failed: 1 };

    /// One check.
    pub(crate) fn of(well: bool) -> Self {
        if well { Self::PASSED } else { Self::FAILED }
    }

    /// Counts a runner that failed without naming a failed test, or ran none, as one failure.
    pub(crate) fn judged(self, well: bool) -> Self {
        let silent = self.failed == 0 && (!well || self.passed == 0);
        Self { failed: self.failed + usize::from(silent), ..self }
    }

    /// Sums `test result: ok. 12 passed; 0 failed; …`, one line per test binary.
    pub(crate) fn of_cargo(output: &str) -> Self {
        let results = output.lines().filter_map(|line| line.split_once("test result: "));
        results.map(|(_, rest)| Self { passed: before(rest, " passed"), failed: before(rest, " failed") }).sum()
    }

    /// Reads the closing `pass 12` and `fail 0` of Node's runner.
    pub(crate) fn of_node(output: &str) -> Self {
        let last = |word: &str| {
            let found =
                output.lines().rev().find_map(|line| line.trim_start_matches(['#', 'ℹ', ' ']).strip_prefix(word));
            found.and_then(|number| number.trim().parse().ok()).unwrap_or_default()
        };
        Self { passed: last("pass "), failed: last("fail ") + last("cancelled ") }
    }

    /// Reads PHPUnit's `OK (12 tests, …)` or `Tests: 12, …, Errors: 1, Failures: 2, Skipped: 1.`
    ///
    /// Incomplete and skipped tests did not pass, nor did they fail.
    pub(crate) fn of_phpunit(output: &str) -> Self {
        if let Some((_, rest)) = output.rsplit_once("\nOK (") {
            return Self { passed: before(rest, " test"), failed: 0 };
        }
        let Some(line) = output.lines().rev().find(|line| line.starts_with("Tests: ")) else {
            return Self::default();
        };
        let failed = after(line, "Errors: ") + after(line, "Failures: ");
        let neither = after(line, "Skipped: ") + after(line, "Incomplete: ");
        Self { passed: after(line, "Tests: ").saturating_sub(failed + neither), failed }
    }
}

impl Sum for Count {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), |sum, count| Self {
            passed: sum.passed + count.passed,
            failed: sum.failed + count.failed,
        })
    }
}

/// The number that ends where `mark` begins.
fn before(text: &str, mark: &str) -> usize {
    let head = text.split_once(mark).map_or("", |(head, _)| head);
    head.rsplit(|symbol: char| !symbol.is_ascii_digit())
        .next()
        .and_then(|digits| digits.parse().ok())
        .unwrap_or_default()
}

/// The number that begins where `mark` ends.
fn after(text: &str, mark: &str) -> usize {
    let tail = text.split_once(mark).map_or("", |(_, tail)| tail);
    tail.split(|symbol: char| !symbol.is_ascii_digit())
        .next()
        .and_then(|digits| digits.parse().ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Count;

    #[track_caller]
    fn is(count: Count, passed: usize, failed: usize) {
        assert_eq!(count, Count { passed, failed });
    }

    #[test]
    fn cargo_prints_one_line_per_binary() {
        let output = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured\n\
                      test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured\n";
        is(Count::of_cargo(output), 15, 2);
        is(Count::of_cargo("error: could not compile"), 0, 0);
    }

    #[test]
    fn node_prints_totals_in_either_form() {
        is(Count::of_node("ℹ tests 5\nℹ pass 4\nℹ fail 1\nℹ cancelled 0\n"), 4, 1);
        is(Count::of_node("# tests 5\n# pass 5\n# fail 0\n"), 5, 0);
        is(Count::of_node("ℹ pass 4\nℹ fail 0\nℹ cancelled 2\n"), 4, 2);
    }

    #[test]
    fn phpunit_prints_ok_or_a_list() {
        is(Count::of_phpunit("....\n\nOK (4 tests, 9 assertions)\n"), 4, 0);
        is(Count::of_phpunit("\nOK (1 test, 1 assertion)\n"), 1, 0);
        is(Count::of_phpunit("FAILURES!\nTests: 12, Assertions: 30, Errors: 1, Failures: 2, Skipped: 3.\n"), 6, 3);
        is(Count::of_phpunit("PHP Fatal error: no such class\n"), 0, 0);
    }

    #[test]
    fn silence_is_a_failure() {
        is(Count::default().judged(true), 0, 1);
        is(Count { passed: 3, failed: 0 }.judged(false), 3, 1);
        is(Count { passed: 3, failed: 0 }.judged(true), 3, 0);
        is(Count { passed: 3, failed: 2 }.judged(false), 3, 2);
    }
}
