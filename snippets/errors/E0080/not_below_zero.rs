//@ compiles
//@ fixes below_zero
const FIRST: u32 = 3;
const BEFORE: u32 = FIRST.saturating_sub(4);

fn main() {
    println!("{BEFORE}");
}
