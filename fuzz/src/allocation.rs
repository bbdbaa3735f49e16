//! An allocator that counts what a thread asks for, so that a parser can be held to a bound.
#![allow(
    unsafe_code,
    reason = "there is no other way to be the global allocator"
)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// The system's allocator, counting.
pub struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

thread_local! {
    /// Below 0 where a thread gives back what another took.
    static HELD: Cell<isize> = const { Cell::new(0) };
    static PEAK: Cell<isize> = const { Cell::new(0) };
    static TOTAL: Cell<usize> = const { Cell::new(0) };
}

/// What an act allocated, on its own thread.
#[derive(Clone, Copy, Debug)]
pub struct Allocated {
    /// Most bytes that it held at once.
    pub peak_bytes: usize,
    /// Bytes that it asked for in all, given back or not: work that grows faster than the input
    /// shows here first.
    pub total_bytes: usize,
}

/// Does something and counts what it allocates.
pub fn counted<T>(act: impl FnOnce() -> T) -> (T, Allocated) {
    let (held, total) = (HELD.get(), TOTAL.get());
    PEAK.set(held);
    let result = act();
    let allocated = Allocated {
        peak_bytes: PEAK.get().wrapping_sub(held) as usize,
        total_bytes: TOTAL.get().wrapping_sub(total),
    };
    (result, allocated)
}

fn taken(n_bytes: usize) {
    // A thread that ends has no counters any more, and nobody who would read them.
    let held = HELD.try_with(|held| {
        held.set(held.get().wrapping_add(n_bytes as isize));
        held.get()
    });
    let Ok(held) = held else { return };
    let _ = PEAK.try_with(|peak| peak.set(peak.get().max(held)));
    let _ = TOTAL.try_with(|total| total.set(total.get().wrapping_add(n_bytes)));
}

fn given_back(n_bytes: usize) {
    let _ = HELD.try_with(|held| held.set(held.get().wrapping_sub(n_bytes as isize)));
}

// SAFETY: each call is the system allocator's own with the same arguments; counting allocates
// nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        taken(layout.size());
        // SAFETY: the caller keeps to this trait's contract, which is also System's.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        taken(layout.size());
        // SAFETY: as in `alloc`.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        given_back(layout.size());
        // SAFETY: as in `alloc`.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // Old and new together, as where the block has to move.
        taken(new_size);
        given_back(layout.size());
        // SAFETY: as in `alloc`.
        unsafe { System.realloc(pointer, layout, new_size) }
    }
}
