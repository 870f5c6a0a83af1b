//! For hosts without a JavaScript engine: a few exports, one import, blocks of linear memory. Till and office have this face.
#![allow(unsafe_code, reason = "the C ABI passes raw memory")]

use crate::shop::HostShop;
use crate::wire::{Cell, Key};
use std::alloc::{Layout, alloc as allocate, dealloc};
use std::{slice, str};

#[link(wasm_import_module = "env")]
unsafe extern "C" {
    /// Asks the host; takes a text, and gives a [`Block`] as one number.
    #[link_name = "host"]
    safe fn ask_host(pointer: *const u8, length: usize) -> u64;
}

/// A block of memory that one side has filled for the other; who receives one frees it. As one number it is its pointer in
/// the upper 32 bits, and its length in the lower.
struct Block {
    pointer: *mut u8,
    length: usize,
}

impl Block {
    /// Gives the text away.
    fn give(text: String) -> u64 {
        let bytes = text.into_bytes().into_boxed_slice();
        let length = bytes.len() as u64;
        (Box::into_raw(bytes).cast::<u8>() as usize as u64) << 32 | length
    }

    fn bytes(&self) -> &[u8] {
        // SAFETY: whoever made the block promised that it is filled.
        unsafe { slice::from_raw_parts(self.pointer, self.length) }
    }
}

impl AsRef<str> for Block {
    /// Empty, and so not JSON, unless it is UTF-8.
    fn as_ref(&self) -> &str {
        str::from_utf8(self.bytes()).unwrap_or_default()
    }
}

impl Drop for Block {
    fn drop(&mut self) {
        // SAFETY: whoever made the block promised that it came from `alloc`; our allocator does not look at the alignment.
        unsafe { dealloc(self.pointer, layout(self.length.max(1))) }
    }
}

/// The shop that the host speaks for.
fn shop() -> HostShop<impl FnMut(&str) -> Block> {
    HostShop::new(|question: &str| {
        let answer = ask_host(question.as_ptr(), question.len());
        Block { pointer: (answer >> 32) as usize as *mut u8, length: answer as u32 as usize }
    })
}

/// Blocks are aligned to words, which [`call_packed`] needs.
fn layout(length: usize) -> Layout {
    Layout::from_size_align(length, align_of::<Cell>()).unwrap_or(Layout::new::<Cell>())
}

/// A block of memory for the host to fill.
#[unsafe(no_mangle)]
extern "C" fn alloc(length: usize) -> *mut u8 {
    // SAFETY: the layout has a size.
    unsafe { allocate(layout(length.max(1))) }
}

/// Gives the block of an answer back, and with it all memory that the call has used: see [`spare`](crate::api::spare).
#[unsafe(no_mangle)]
extern "C" fn free(_pointer: *mut u8, _length: usize) {
    super::bump::forget_all();
}

/// Answers the call in a block, which it takes, with a block; both are JSON.
///
/// # Safety
/// The block came from [`alloc`] with this length, is filled, and is not used again.
#[unsafe(no_mangle)]
unsafe extern "C" fn call(pointer: *mut u8, length: usize) -> u64 {
    let request = Block { pointer, length };
    Block::give(crate::api::call_bytes(request.bytes(), &mut shop()))
}

/// Answers a call that comes as nodes, three words each, with the text they point into behind them in the same block.
///
/// # Safety
/// As for [`call`].
#[unsafe(no_mangle)]
unsafe extern "C" fn call_packed(pointer: *mut u8, length: usize, nodes: usize) -> u64 {
    let request = Block { pointer, length };
    let split = nodes.saturating_mul(size_of::<Cell>());
    let Some((packed, text)) = request.bytes().split_at_checked(split) else {
        return Block::give(crate::api::call_bytes(&[], &mut shop()));
    };
    // SAFETY: `packed` has `nodes` cells, is aligned, and any words make a cell.
    let cells = unsafe { slice::from_raw_parts(packed.as_ptr().cast::<Cell>(), nodes) };
    Block::give(crate::api::call_packed(text, cells, &mut shop()))
}

/// The names of [`Key`]s, `"":"accumulateWithPromotion":…`, in the order of their numbers, for who writes nodes. Not to be freed.
#[unsafe(no_mangle)]
extern "C" fn vocabulary() -> u64 {
    let names = Key::vocabulary();
    (names.as_ptr() as usize as u64) << 32 | names.len() as u64
}
