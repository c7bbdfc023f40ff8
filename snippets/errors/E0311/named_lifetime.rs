//@ compiles
//@ fixes unnamed_lifetime
fn check<'a, T: 'a>(text: &'a str) -> &'a str {
    checked::<T>(text)
}

fn checked<'a, T: 'a>(text: &'a str) -> &'a str {
    text
}

fn main() {
    println!("{}", check::<u32>("one"));
}
