//@ error E0594 E0596
// A closure that has to be `Fn` may not change what it has captured; a guard may not change what it looks at.
fn twice(f: impl Fn()) {
    f();
    f();
}

fn counted(limit: u32, ends: *const u32) {
    let mut count = 0;
    twice(|| count += 1); //~ E0594
    let mut list = vec![1];
    twice(|| list.push(2)); //~ E0596
    twice(|| limit = 3); //~ E0594
    twice(move || list.clear()); //~ E0596
    unsafe { *ends = limit } //~ E0594
}

fn guarded(found: Option<String>) {
    match found {
        Some(mut text) if { text.push('!'); true } => println!("{text}"), //~ E0596
        _ => {}
    }
}

struct Ring { start: *mut u8, name: String }

impl Ring {
    fn write(&self, n: u8) {
        unsafe {
            *self.start = n;
            (*self.start.cast::<Ring>()).name.clear();
            let raw = &raw mut *self.start;
            println!("{}", self.name.len() + usize::from(*raw));
        }
    }
}

fn main() {}
