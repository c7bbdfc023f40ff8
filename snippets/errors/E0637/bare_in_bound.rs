//@ error E0637
fn count<T: Into<&u32>>(number: T) -> u32 { //~ E0637
    *number.into()
}

fn main() {
    println!("{}", count(&3));
}
