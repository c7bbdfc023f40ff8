//@ compiles
//@ fixes length_is_a_variable
fn main() {
    let seats = 3;
    let free = vec![true; seats];
    println!("{}", free.len());
}
