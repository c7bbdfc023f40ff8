//@ compiles
//@ fixes text_in_union
use std::mem::ManuallyDrop;

union Cell {
    number: u32,
    text: ManuallyDrop<String>,
}

fn main() {
    let cell = Cell { number: 3 };
    // SAFETY: `number` is the field that was written.
    println!("{}", unsafe { cell.number });
}
