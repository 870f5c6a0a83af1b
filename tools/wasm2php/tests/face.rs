//! What a host sees: refusals, memory access, traps, the options.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]

use std::process::Command;
use wasm2php::{Bounds, CallDepth, Options, translate};

fn wasm(text: &str) -> Vec<u8> {
    let buffer = wast::parser::ParseBuffer::new(text).unwrap();
    wast::parser::parse::<wast::Wat<'_>>(&buffer).unwrap().encode().unwrap()
}

fn options() -> Options {
    Options { namespace: "Test\\Face".to_owned(), class: "Module".to_owned(), ..Options::default() }
}

/// What a PHP script prints about the module, loaded as `Module` with `$imports` free to set before.
#[track_caller]
fn php(name: &str, module: &str, options: &Options, script: &str) -> String {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("face");
    std::fs::create_dir_all(&folder).unwrap();
    let class = folder.join(format!("{name}.php"));
    std::fs::write(&class, translate(&wasm(module), options).unwrap()).unwrap();
    let main = folder.join(format!("{name}_main.php"));
    let text = format!(
        "<?php declare(strict_types=1); use Test\\Face\\Module; use Test\\Face\\ModuleTrap; require '{}'; {script}",
        class.display()
    );
    std::fs::write(&main, text).unwrap();
    let output = Command::new("php")
        .args(["-d", "display_errors=stderr", "-d", "error_reporting=-1", "-d", "memory_limit=128M"])
        .arg(&main)
        .output()
        .expect("these tests run in PHP: install the PHP command line, 8.1 or later");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.trim().is_empty(), "PHP said {errors}");
    String::from_utf8(output.stdout).unwrap()
}

const TRY: &str = "function attempt(callable $f): void { try { echo $f() ?? 'null'; } catch (ModuleTrap $t) { echo get_class($t), ': ', $t->getMessage(); } }";

#[track_caller]
fn refused(module: &str, feature: &str) {
    let error = translate(&wasm(module), &options()).unwrap_err().to_string();
    assert!(error.contains(feature), "`{error}` does not name {feature}");
}

#[test]
fn features_outside_the_set_are_refused_by_name() {
    refused("(module (func (result v128) (v128.const i32x4 0 0 0 0)))", "`simd`");
    refused("(module (memory 1 1 shared) (func (drop (i32.atomic.load (i32.const 0)))))", "`threads`");
    refused("(module (memory i64 1))", "`memory64`");
    refused("(module (memory 1) (memory 1))", "`multi-memory`");
    refused("(module (func $f (return_call $f)))", "`tail-call`");
    refused("(module (tag $e) (func (throw $e)))", "`exceptions`");
    refused("(module (func (param externref)))", "`reference-types`");
    refused("(module (table 1 funcref) (func (drop (table.get (i32.const 0)))))", "`reference-types`");
    refused("(module (global i32 (i32.add (i32.const 1) (i32.const 2))))", "`extended-const`");
}

#[test]
fn an_invalid_module_and_bad_names_are_refused() {
    let invalid = translate(&wasm("(module (func (result i32)))"), &options()).unwrap_err();
    assert!(invalid.to_string().starts_with("invalid module: "), "{invalid}");
    let class = Options { class: "2nd".to_owned(), ..options() };
    assert_eq!(
        translate(&wasm("(module)"), &class).unwrap_err().to_string(),
        "`2nd` cannot name a PHP class; use letters, digits and `_`"
    );
    let namespace = Options { namespace: "\\Shop".to_owned(), ..options() };
    assert_eq!(
        translate(&wasm("(module)"), &namespace).unwrap_err().to_string(),
        "`\\Shop` cannot name a PHP namespace; write it like `Shop\\Coupons`"
    );
}

const SUM: &str = r#"(module (memory (export "memory") 1) (data (i32.const 5) "abc")
  (func (export "byte") (param i32) (result i32) (i32.load8_u (local.get 0)))
  (func (export "word") (param i32) (result i32) (i32.load (local.get 0)))
  (func (export "put") (param i32 i32) (i32.store (local.get 0) (local.get 1)))
  (func (export "copy") (param i32 i32 i32) (memory.copy (local.get 0) (local.get 1) (local.get 2))))"#;

#[test]
fn bytes_and_words_are_written_and_read_at_every_alignment() {
    let script = r#"
        $m = new Module();
        echo $m->readBytes(4, 5) === "\0abc\0" ? 'image ' : 'wrong ';
        for ($at = 16; $at < 24; ++$at) {
            for ($n = 0; $n < 11; ++$n) {
                $m->writeBytes(12, str_repeat('#', 40));
                $bytes = substr('0123456789a', 0, $n);
                $m->writeBytes($at, $bytes);
                $want = substr_replace(str_repeat('#', 40), $bytes, $at - 12, $n);
                if ($m->readBytes(12, 40) !== $want) { echo "wrong at $at, $n "; }
            }
        }
        $m->writeWords(100, [1, 0xFFFFFFFF, -2]);
        echo bin2hex($m->readBytes(100, 12)), ' ', $m->byte(104), ' ', $m->word(108);
    "#;
    assert_eq!(php("bytes", SUM, &options(), script), "image 01000000fffffffffeffffff 255 4294967294");
}

#[test]
fn copies_of_every_alignment_and_overlap_are_right() {
    let script = r#"
        $m = new Module();
        $text = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP';
        for ($d = 0; $d < 12; ++$d) for ($s = 0; $s < 12; ++$s) for ($n = 0; $n < 24; ++$n) {
            $m->writeBytes(64, $text);
            $m->copy(64 + $d, 64 + $s, $n);
            if ($m->readBytes(64, 52) !== substr_replace($text, substr($text, $s, $n), $d, $n)) { echo "wrong $d $s $n "; }
        }
        echo 'done';
    "#;
    assert_eq!(php("copies", SUM, &options(), script), "done");
}

#[test]
fn access_by_the_host_is_checked() {
    let script = format!(
        "{TRY} $m = new Module();
        attempt(fn () => $m->readBytes(65530, 7)); echo ', ';
        attempt(fn () => $m->writeBytes(-1, 'a')); echo ', ';
        try {{ $m->writeWords(2, [1]); }} catch (ValueError $e) {{ echo $e->getMessage(); }}"
    );
    assert_eq!(
        php("host", SUM, &options(), &script),
        "Test\\Face\\ModuleTrap: out of bounds memory access, Test\\Face\\ModuleTrap: out of bounds memory access, \
         writeWords needs a multiple of 4, not 2; use writeBytes"
    );
}

#[test]
fn a_read_outside_memory_traps_and_leaves_the_instance_whole() {
    let script = format!(
        "{TRY} $m = new Module(); attempt(fn () => $m->word(65536)); echo ', ', $m->byte(5);
        attempt(fn () => $m->word(-4)); echo ', ', ini_get('error_reporting');"
    );
    assert_eq!(
        php("outside", SUM, &options(), &script),
        "Test\\Face\\ModuleTrap: out of bounds memory access, 97Test\\Face\\ModuleTrap: out of bounds memory access, -1"
    );
}

#[test]
fn a_write_outside_memory_traps_before_the_export_returns_and_for_ever_after() {
    let script = format!(
        "{TRY} $m = new Module(); attempt(fn () => $m->put(65536, 1)); echo ', '; attempt(fn () => $m->byte(5));
        echo ', '; $m = new Module(); attempt(fn () => $m->put(-4, 1));"
    );
    let trap = "Test\\Face\\ModuleTrap: out of bounds memory access";
    assert_eq!(php("spoilt", SUM, &options(), &script), format!("{trap}, {trap}, {trap}"));
    let exact = Options { bounds: Bounds::Exact, ..options() };
    assert_eq!(php("unspoilt", SUM, &exact, &script), format!("{trap}, 97, {trap}"));
}

#[test]
fn a_hint_is_believed_only_when_told_to() {
    let script = "$m = new Module(); echo $m->word(5);";
    let doubted = Options { trust_alignment: false, ..options() };
    assert_eq!(php("doubted", SUM, &doubted, script), 0x0063_6261.to_string());
    assert_eq!(php("trusted", SUM, &options(), script), 0x6362_6100.to_string());
}

const RECURSION: &str = r#"(module
  (func $down (export "down") (param i32) (result i32)
    (if (result i32) (local.get 0)
      (then (i32.add (i32.const 1) (call $down (i32.sub (local.get 0) (i32.const 1)))))
      (else (i32.const 0))))
  (func (export "flat") (result i32) (i32.const 7)))"#;

/// Such an operand is a variable whose upper half is of no account.
#[test]
fn the_lower_half_of_a_variable_is_tested_alone() {
    let module = "(module
        (func (export \"if\") (param i64) (result i32) (if (result i32) (i32.wrap_i64 (local.get 0)) (then (i32.const 1)) (else (i32.const 0))))
        (func (export \"br_if\") (param i64) (result i32) (block (br_if 0 (i32.wrap_i64 (local.get 0))) (return (i32.const 0))) (i32.const 1))
        (func (export \"select\") (param i64) (result i32) (select (i32.const 1) (i32.const 0) (i32.wrap_i64 (local.get 0)))))";
    let script = "$m = new Module(); foreach ([0, 1, 1 << 32, 1 << 32 | 1] as $n) { echo $m->if($n), $m->br_if($n), $m->select($n), ' '; }";
    assert_eq!(php("halves", module, &options(), script), "000 111 000 111 ");
}

#[test]
fn endless_recursion_is_a_trap_and_the_next_call_starts_afresh() {
    let script = format!(
        "{TRY} $m = new Module(); attempt(fn () => $m->down(-1)); echo ', '; attempt(fn () => $m->down(1999)); echo ', ', $m->flat();"
    );
    assert_eq!(php("depth", RECURSION, &options(), &script), "Test\\Face\\ModuleTrap: call stack exhausted, 1999, 7");
    let shallow = Options { call_depth: CallDepth::Every(10), ..options() };
    let script =
        format!("{TRY} $m = new Module(); attempt(fn () => $m->down(9)); echo ', '; attempt(fn () => $m->down(10));");
    assert_eq!(php("shallow", RECURSION, &shallow, &script), "9, Test\\Face\\ModuleTrap: call stack exhausted");
}

#[test]
fn only_functions_on_a_cycle_count() {
    let php = translate(&wasm(RECURSION), &options()).unwrap();
    assert_eq!(php.matches("++$this->depth").count(), 1);
    let unlimited = Options { call_depth: CallDepth::Unlimited, ..options() };
    assert!(!translate(&wasm(RECURSION), &unlimited).unwrap().contains("depth"));
}

#[test]
fn the_host_is_called_with_its_own_error_handler_and_may_call_back() {
    let module = r#"(module (import "env" "host" (func $host (param i32 i32) (result i32))) (memory 1)
      (func (export "ask") (param i32) (result i32) (i32.add (call $host (local.get 0) (i32.const 2)) (i32.load (i32.const 0))))
      (func (export "set") (param i32) (i32.store (i32.const 0) (local.get 0))))"#;
    let script = r#"
        set_error_handler(function (int $level, string $text): bool { echo "[mine: $text] "; return true; });
        $m = new Module(['env' => ['host' => function (int $a, int $b) use (&$m): int {
            $none = []; $none['key'];
            $m->set(100);
            return -$a - $b;
        }]]);
        echo $m->ask(3), ' ';
        try { new Module([]); } catch (InvalidArgumentException $e) { echo $e->getMessage(); }
    "#;
    assert_eq!(
        php("host_call", module, &options(), script),
        "[mine: Undefined array key \"key\"] 95 unknown import: give env.host"
    );
}

#[test]
fn two_classes_stand_side_by_side() {
    let other = Options { class: "Other".to_owned(), ..options() };
    let php_of_other = translate(&wasm(RECURSION), &other).unwrap();
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("Other.php");
    std::fs::write(&path, php_of_other).unwrap();
    let script =
        format!("require '{}'; echo (new Module())->flat() + (new Test\\Face\\Other())->down(3);", path.display());
    assert_eq!(php("side", RECURSION, &options(), &script), "10");
}
