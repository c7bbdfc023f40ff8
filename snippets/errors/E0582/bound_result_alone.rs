//@ error E0582
fn call<F: for<'a> Fn(u32) -> &'a str>(f: F) { //~ E0582
    println!("{}", f(1));
}

fn main() {
    call(|_| "Ada");
}
