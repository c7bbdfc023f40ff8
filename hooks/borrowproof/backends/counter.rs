//! Counts what one function does with the heap. A module of the crate that `counting.py` builds, never of a snippet.
//!
//! Every allocation of the process goes through `Counting`. `memcpy` and `memmove` are defined here, so that the
//! linker prefers them to libc's for the whole program, the standard library included: this counts the bytes that
//! they write into blocks that were allocated while counting, unless these come from the stack. (What is on the stack
//! has a size known at compile time as a rule, and whether such a copy is a call depends on that size.) Nothing here
//! may allocate or copy by itself.

use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};

const ROOM: usize = 1 << 16; // blocks that can be alive at one time
const STACK: usize = 8 << 20; // bytes; at least what a thread has above the frame of `memcpy`

static COUNTS: AtomicBool = AtomicBool::new(false);
static OVERFLOWED: AtomicBool = AtomicBool::new(false);
static CROWDED: AtomicBool = AtomicBool::new(false); // a second thread allocated or freed
static HOME: AtomicUsize = AtomicUsize::new(0); // the thread that counts
static ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);
static REQUESTED: AtomicUsize = AtomicUsize::new(0);
static RESIZES: AtomicUsize = AtomicUsize::new(0);
static COPIED: AtomicUsize = AtomicUsize::new(0);
static USED: AtomicUsize = AtomicUsize::new(0); // slots below this one were used at some time
static SLOTS: [Slot; ROOM] = [const { Slot { start: AtomicUsize::new(0), size: AtomicUsize::new(0) } }; ROOM];

thread_local! {
    static HERE: u8 = const { 0 }; // each thread has its own, at another address
}

struct Slot {
    start: AtomicUsize, // address of a living block, 0 where the slot is free
    size: AtomicUsize,
}

/// Runs `entry`, then writes `TOKEN ALLOCATIONS REQUESTED RESIZES COPIED LEAKED` as the last line of stderr. The token is what
/// the environment says, so that nothing a program prints by itself passes for a count. LEAKED is `-` where a second
/// thread was at work, which may free something only after `main` has ended.
pub fn counted(entry: fn() -> ExitCode) -> ExitCode {
    print!(""); // allocates the buffer of stdout, which is not the program's doing
    let works = measured(probe) == [1, 17, 0, 17, 0] && measured(|| ()) == [0; 5];
    let token = std::env::var("BORROWPROOF_TOKEN").unwrap_or_default();
    let mut status = ExitCode::SUCCESS;
    let [allocations, requested, resizes, copies, leaked] = measured(|| status = entry());
    let leaked = if CROWDED.load(SeqCst) { "-".to_owned() } else { leaked.to_string() };
    match (works, OVERFLOWED.load(SeqCst)) {
        (true, false) => eprintln!("\n{token} {allocations} {requested} {resizes} {copies} {leaked}"),
        (false, _) => eprintln!("\n{token} cannot count here"),
        (true, true) => eprintln!("\n{token} found more than {ROOM} blocks at one time"),
    }
    status
}

/// What is known to be counted: one block of 17 bytes, filled by a copy that the standard library makes.
fn probe() {
    drop(black_box(black_box("seventeen bytes !").to_owned()));
}

fn measured(run: impl FnOnce()) -> [usize; 5] {
    let counters = [&ALLOCATIONS, &REQUESTED, &RESIZES, &COPIED];
    counters.map(|counter| counter.store(0, SeqCst));
    HOME.store(thread(), SeqCst);
    COUNTS.store(true, SeqCst);
    run();
    COUNTS.store(false, SeqCst);
    let [allocations, requested, resizes, copies] = counters.map(|counter| counter.load(SeqCst));
    [allocations, requested, resizes, copies, living()]
}

/// How many blocks are there that were allocated while counting, and not freed since.
fn living() -> usize {
    SLOTS[..USED.load(SeqCst)].iter().filter(|slot| slot.start.load(SeqCst) != 0).count()
}

fn thread() -> usize {
    HERE.with(|here| here as *const u8 as usize)
}

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        allocated(unsafe { System.alloc(layout) }, layout.size())
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        allocated(unsafe { System.alloc_zeroed(layout) }, layout.size())
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        look_around();
        let known = forget(block);
        let moved = unsafe { System.realloc(block, layout, size) };
        if COUNTS.load(SeqCst) {
            RESIZES.fetch_add(1, SeqCst);
            REQUESTED.fetch_add(size.saturating_sub(layout.size()), SeqCst);
            keep(moved, size);
        } else if known {
            keep(moved, size);
        }
        moved
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        look_around();
        forget(block);
        unsafe { System.dealloc(block, layout) }
    }
}

fn look_around() {
    if COUNTS.load(SeqCst) && thread() != HOME.load(SeqCst) {
        CROWDED.store(true, SeqCst);
    }
}

fn allocated(block: *mut u8, size: usize) -> *mut u8 {
    look_around();
    if COUNTS.load(SeqCst) {
        ALLOCATIONS.fetch_add(1, SeqCst);
        REQUESTED.fetch_add(size, SeqCst);
        keep(block, size);
    }
    block
}

fn keep(block: *mut u8, size: usize) {
    for (index, slot) in SLOTS.iter().enumerate() {
        if slot.start.compare_exchange(0, block as usize, SeqCst, SeqCst).is_ok() {
            slot.size.store(size, SeqCst);
            USED.fetch_max(index + 1, SeqCst);
            return;
        }
    }
    OVERFLOWED.store(true, SeqCst);
}

/// Whether the block was kept.
fn forget(block: *mut u8) -> bool {
    let found = SLOTS[..USED.load(SeqCst)].iter().find(|slot| slot.start.load(SeqCst) == block as usize);
    if let Some(slot) = found {
        slot.size.store(0, SeqCst);
        slot.start.store(0, SeqCst);
    }
    found.is_some()
}

fn copied(to: *mut u8, from: *const u8, bytes: usize) {
    if COUNTS.load(SeqCst) && is_kept(to) && (is_kept(from) || !is_on_stack(from)) {
        COPIED.fetch_add(bytes, SeqCst);
    }
}

fn is_kept(place: *const u8) -> bool {
    let holds = |slot: &Slot| (place as usize).wrapping_sub(slot.start.load(SeqCst)) < slot.size.load(SeqCst);
    SLOTS[..USED.load(SeqCst)].iter().any(holds)
}

/// Whether `place` lies above this frame in the same stack. (Stacks grow downwards wherever Rust runs programs.)
fn is_on_stack(place: *const u8) -> bool {
    let here = 0u8;
    (place as usize).wrapping_sub(&raw const here as usize) < STACK
}

#[unsafe(no_mangle)]
unsafe extern "C" fn memcpy(to: *mut u8, from: *const u8, bytes: usize) -> *mut u8 {
    copied(to, from, bytes);
    upwards(to, from, bytes);
    to
}

#[unsafe(no_mangle)]
unsafe extern "C" fn memmove(to: *mut u8, from: *const u8, bytes: usize) -> *mut u8 {
    copied(to, from, bytes);
    if (to as usize) <= from as usize {
        upwards(to, from, bytes);
    } else {
        for index in (0..bytes).rev() {
            unsafe { to.add(index).write_volatile(from.add(index).read_volatile()) }
        }
    }
    to
}

/// Volatile, since the compiler may turn an ordinary loop into a call of `memcpy`.
fn upwards(to: *mut u8, from: *const u8, bytes: usize) {
    for index in 0..bytes {
        unsafe { to.add(index).write_volatile(from.add(index).read_volatile()) }
    }
}
