//@ error E0391
const FIRST: u32 = SECOND + 1; //~ E0391
const SECOND: u32 = FIRST + 1;

fn main() {
    println!("{FIRST} {SECOND}");
}
