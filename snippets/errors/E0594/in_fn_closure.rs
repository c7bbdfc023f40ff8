//@ error E0594
fn twice(f: impl Fn()) {
    f();
    f();
}

fn main() {
    let mut calls = 0;
    twice(|| calls += 1); //~ E0594
    println!("{calls}");
}
