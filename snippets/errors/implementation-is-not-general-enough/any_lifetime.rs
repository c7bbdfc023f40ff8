//@ compiles
//@ fixes one_lifetime_only
fn call(f: impl for<'a> Fn(&'a str) -> &'a str) {
    println!("{}", f("one"));
}

fn same(text: &str) -> &str {
    text
}

fn main() {
    call(same);
}
