//@ error E0080
const FIRST: u32 = 3;
const BEFORE: u32 = FIRST - 4; //~ E0080

fn main() {
    println!("{BEFORE}");
}
