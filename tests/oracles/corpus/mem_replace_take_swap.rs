//@ compiles
use std::mem;

struct Slot {
    data: Option<String>,
    log: Vec<u8>,
}

fn main() {
    let mut slot = Slot { data: Some(String::from("first")), log: vec![1, 2, 3] };
    let old = mem::replace(&mut slot.data, Some(String::from("second")));
    let log = mem::take(&mut slot.log);
    let taken = slot.data.take();
    let mut x = 1;
    let mut y = 2;
    mem::swap(&mut x, &mut y);
    println!("{old:?} {log:?} {taken:?} {x} {y} {}", slot.data.is_none());
}
