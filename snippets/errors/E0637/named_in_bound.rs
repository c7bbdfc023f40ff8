//@ compiles
//@ fixes bare_in_bound
fn count<'a, T: Into<&'a u32>>(number: T) -> u32 {
    *number.into()
}

fn main() {
    println!("{}", count(&3));
}
