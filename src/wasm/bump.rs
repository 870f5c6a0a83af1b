//! The allocator: memory is only ever taken from the end, and all of it is free again when
//! nothing is in use, or when the host of a plain module gives the answer back.
//!
//! A call allocates many small things and frees them all; a general allocator would spend more instructions on that than the
//! decision takes, and its code would be a third of the module.
#![allow(unsafe_code, reason = "an allocator hands out raw memory")]

use core::arch::wasm32;
use std::alloc::{GlobalAlloc, Layout};
use std::cell::Cell;

const PAGE_BITS: u32 = 16;

struct Bump {
    /// Where the next block begins; 0 before the first.
    next: Cell<usize>,
    /// Blocks in use.
    live: Cell<usize>,
}

// SAFETY: the module has one thread.
unsafe impl Sync for Bump {}

#[global_allocator]
static BUMP: Bump = Bump { next: Cell::new(0), live: Cell::new(0) };

/// Where the memory behind the module's own data begins.
fn heap_base() -> usize {
    unsafe extern "C" {
        static __heap_base: u8;
    }
    &raw const __heap_base as usize
}

impl Bump {
    /// Makes the memory reach to `end`.
    fn reach(&self, end: usize) -> bool {
        let has = wasm32::memory_size(0) << PAGE_BITS;
        end <= has || wasm32::memory_grow(0, (end - has).div_ceil(1 << PAGE_BITS)) != usize::MAX
    }
}

/// Forgets every block: what a call has left behind too.
#[cfg(not(any(feature = "browser", feature = "checker")))]
pub(super) fn forget_all() {
    BUMP.live.set(0);
}

// SAFETY: blocks do not overlap, since `next` only grows while any is live.
unsafe impl GlobalAlloc for Bump {
    #[inline(never)] // it is called from everywhere
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let from = if self.live.get() == 0 { heap_base() } else { self.next.get() };
        let start = from.wrapping_add(layout.align() - 1) & !(layout.align() - 1);
        // Below 2 GiB, as a layout's size is, so that the sum does not wrap.
        let end = start.wrapping_add(layout.size());
        if end > i32::MAX as usize || !self.reach(end) {
            return std::ptr::null_mut();
        }
        self.next.set(end);
        self.live.set(self.live.get().wrapping_add(1));
        start as *mut u8
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        self.live.set(self.live.get() - 1);
        // The last block is the usual one to go.
        if block as usize + layout.size() == self.next.get() {
            self.next.set(block as usize);
        }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let grown = block as usize + size;
        if block as usize + layout.size() == self.next.get() && grown <= i32::MAX as usize && self.reach(grown) {
            self.next.set(grown);
            return block;
        }
        // SAFETY: the caller's layout, with a new size.
        let new = unsafe { self.alloc(Layout::from_size_align_unchecked(size, layout.align())) };
        if !new.is_null() {
            // SAFETY: two blocks of at least this many bytes.
            unsafe { std::ptr::copy_nonoverlapping(block, new, layout.size().min(size)) };
            // SAFETY: the block is not used again.
            unsafe { self.dealloc(block, layout) };
        }
        new
    }
}
