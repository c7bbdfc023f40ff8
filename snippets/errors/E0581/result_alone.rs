//@ error E0581
fn call(f: for<'a> fn(u32) -> &'a str) { //~ E0581
    println!("{}", f(1));
}

fn name(_: u32) -> &'static str {
    "Ada"
}

fn main() {
    call(name);
}
