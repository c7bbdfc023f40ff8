// Counts the allocations of an attempt: the program that a Playground is sent for it, and what its run tells. Pure.
//
// The attempt becomes a module beside an allocator that counts calls for a new block, from the beginning of its `main`
// to the end, as backends/counter.rs does. The buffer of standard output is made before counting begins.

import type { Outcome } from "../playground/answer.ts";

const TOLD = /^borrowproof: (\d+) allocations$/m;

export function counted(code: string): string {
  return `mod attempt {
${code}
pub fn entry() { let _ = main(); }
}
struct Counter;
static COUNT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
unsafe impl std::alloc::GlobalAlloc for Counter {
    unsafe fn alloc(&self, layout: std::alloc::Layout) -> *mut u8 {
        COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        unsafe { std::alloc::GlobalAlloc::alloc(&std::alloc::System, layout) }
    }
    unsafe fn alloc_zeroed(&self, layout: std::alloc::Layout) -> *mut u8 {
        COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        unsafe { std::alloc::GlobalAlloc::alloc_zeroed(&std::alloc::System, layout) }
    }
    unsafe fn realloc(&self, block: *mut u8, layout: std::alloc::Layout, size: usize) -> *mut u8 {
        unsafe { std::alloc::GlobalAlloc::realloc(&std::alloc::System, block, layout, size) }
    }
    unsafe fn dealloc(&self, block: *mut u8, layout: std::alloc::Layout) {
        unsafe { std::alloc::GlobalAlloc::dealloc(&std::alloc::System, block, layout) }
    }
}
#[global_allocator]
static ALLOCATOR: Counter = Counter;
fn main() {
    std::io::Write::flush(&mut std::io::stdout()).unwrap();
    let before = COUNT.load(std::sync::atomic::Ordering::Relaxed);
    attempt::entry();
    let after = COUNT.load(std::sync::atomic::Ordering::Relaxed);
    eprintln!("borrowproof: {} allocations", after - before);
}
`;
}

/** The number that the run of a counted program told; null where it told none. */
export function allocations(outcome: Outcome): number | null {
  const found = outcome.kind === "ran" && outcome.exit === 0 ? TOLD.exec(outcome.stderr) : null;
  return found ? Number(found[1]) : null;
}
