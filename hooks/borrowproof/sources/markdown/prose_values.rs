#[allow(unused_imports)]
use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    mem::{align_of, align_of_val, size_of, size_of_val},
    rc::{Rc, Weak},
    sync::{Arc, Mutex},
};
/// Bytes in a machine word: the size of a pointer.
#[allow(dead_code)]
const WORD: usize = size_of::<usize>();
mod counted {
    use std::alloc::{GlobalAlloc, Layout, System};
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
    static ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);
    struct Counting;
    #[global_allocator]
    static ALLOCATOR: Counting = Counting;
    unsafe impl GlobalAlloc for Counting {
        unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
            ALLOCATIONS.fetch_add(1, Relaxed);
            unsafe { System.alloc(layout) }
        }
        unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
            unsafe { System.dealloc(block, layout) }
        }
        unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
            unsafe { System.realloc(block, layout, size) }
        }
    }
    /// How many blocks `work` asks the allocator for. What it returns is dropped afterwards.
    #[allow(dead_code)]
    pub fn allocations<T>(work: impl FnOnce() -> T) -> usize {
        let before = ALLOCATIONS.load(Relaxed);
        let result = work();
        let after = ALLOCATIONS.load(Relaxed);
        drop(result);
        after - before
    }
}
#[allow(unused_imports)]
use counted::allocations;
fn main() {
