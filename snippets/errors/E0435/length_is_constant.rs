//@ compiles
//@ fixes length_is_a_variable
fn main() {
    const SEATS: usize = 3;
    let free = [true; SEATS];
    println!("{}", free.len());
}
