//@ compiles
use std::alloc::{GlobalAlloc, Layout, System};
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

static REQUESTS: AtomicUsize = AtomicUsize::new(0);

struct Counting;

unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        REQUESTS.fetch_add(1, Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        unsafe { System.dealloc(block, layout) }
    }
}

#[global_allocator]
static HEAP: Counting = Counting;

fn requests<T>(work: impl FnOnce() -> T) -> usize {
    let before = REQUESTS.load(Relaxed);
    let _result = work();
    REQUESTS.load(Relaxed) - before
}

// --8<-- [start:count]
fn main() {
    let array = [7_u64; 1000];
    let numbers = vec![7_u64; 1000];
    let names = vec![String::from("Ada"); 1000];
    let shared = Rc::new(names.clone());
    let mut spare = String::from("a longer text");

    println!("copy of array       {}", requests(|| array));
    println!("clone of numbers    {}", requests(|| numbers.clone()));
    println!("clone of names      {}", requests(|| names.clone()));
    println!("clone of the Rc     {}", requests(|| shared.clone()));
    let reused = requests(|| spare.clone_from(&names[0]));
    println!("clone_from          {reused}");
    println!("move of names       {}", requests(|| names));
}
// --8<-- [end:count]
