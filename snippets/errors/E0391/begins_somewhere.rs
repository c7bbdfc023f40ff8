//@ compiles
//@ fixes goes_in_circles
const FIRST: u32 = 1;
const SECOND: u32 = FIRST + 1;

fn main() {
    println!("{FIRST} {SECOND}");
}
