//@ error E0311
fn check<T>(text: &str) -> &str {
    checked::<T>(text) //~ E0311
}

fn checked<'a, T: 'a>(text: &'a str) -> &'a str {
    text
}

fn main() {
    println!("{}", check::<u32>("one"));
}
