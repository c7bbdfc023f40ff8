//@ compiles
//@ fixes result_alone
fn call(f: fn(u32) -> &'static str) {
    println!("{}", f(1));
}

fn name(_: u32) -> &'static str {
    "Ada"
}

fn main() {
    call(name);
}
