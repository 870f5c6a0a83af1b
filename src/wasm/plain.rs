//! For hosts without a JavaScript engine: four exports, one import, JSON texts in linear memory.
#![allow(unsafe_code, reason = "the C ABI passes raw memory")]

use crate::shop::HostShop;
use std::alloc::{Layout, alloc as allocate, dealloc};

#[link(wasm_import_module = "env")]
unsafe extern "C" {
    /// Asks the host; takes and gives a block, see [`block`].
    #[link_name = "host"]
    safe fn ask_host(pointer: *const u8, length: usize) -> u64;
}

/// A block of memory as one number: pointer in the upper 32 bits, length in the lower. Who receives one frees it.
fn block(bytes: String) -> u64 {
    let bytes = bytes.into_bytes().into_boxed_slice();
    let length = bytes.len() as u64;
    let pointer = Box::into_raw(bytes).cast::<u8>() as usize as u64;
    pointer << 32 | length
}

/// Owns a block that the host has filled. What is not UTF-8 is replaced, so that the scanner names the place.
///
/// # Safety
/// The block came from [`alloc`] with this length, is filled, and is not used again.
unsafe fn take(pointer: *mut u8, length: usize) -> String {
    // SAFETY: as demanded above; `alloc` made it with the layout that a boxed slice has.
    let bytes = unsafe { Vec::from_raw_parts(pointer, length, length) };
    String::from_utf8(bytes).unwrap_or_else(|bad| String::from_utf8_lossy(bad.as_bytes()).into_owned())
}

fn layout(length: usize) -> Layout {
    Layout::from_size_align(length, 1).unwrap_or(Layout::new::<()>())
}

/// A block of memory for the host to fill.
#[unsafe(no_mangle)]
extern "C" fn alloc(length: usize) -> *mut u8 {
    if length == 0 {
        return std::ptr::dangling_mut();
    }
    // SAFETY: the layout has a size.
    unsafe { allocate(layout(length)) }
}

/// Gives a block back.
///
/// # Safety
/// The block came from [`alloc`] or [`call`] with this length, and is not used again.
#[unsafe(no_mangle)]
unsafe extern "C" fn free(pointer: *mut u8, length: usize) {
    if length > 0 {
        // SAFETY: as demanded above.
        unsafe { dealloc(pointer, layout(length)) }
    }
}

/// Answers the call in a block, which it takes, with a block.
///
/// # Safety
/// As for [`free`].
#[unsafe(no_mangle)]
unsafe extern "C" fn call(pointer: *mut u8, length: usize) -> u64 {
    // SAFETY: as demanded above.
    let request = unsafe { take(pointer, length) };
    let mut shop = HostShop::new(|question: &str| {
        let answer = ask_host(question.as_ptr(), question.len());
        // SAFETY: the host answers with a block from `alloc`, filled.
        unsafe { take((answer >> 32) as usize as *mut u8, answer as u32 as usize) }
    });
    block(crate::api::call(&request, &mut shop))
}
