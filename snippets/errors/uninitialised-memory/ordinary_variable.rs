//@ compiles
//@ fixes read_before_written
fn main() {
    let number: u32 = 7;
    println!("{number}");
}
