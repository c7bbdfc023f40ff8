//@ compiles
//@ fixes in_fn_closure
fn twice(mut f: impl FnMut()) {
    f();
    f();
}

fn main() {
    let mut calls = 0;
    twice(|| calls += 1);
    println!("{calls}");
}
