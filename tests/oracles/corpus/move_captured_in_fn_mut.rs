//@ error E0507
fn call(mut f: impl FnMut() -> String) -> String {
    f();
    f()
}

fn main() {
    let text = String::from("once");
    println!("{}", call(|| text));
}
