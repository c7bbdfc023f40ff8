//@ compiles
//@ fixes bound_result_alone
fn call<'a, F: Fn(u32) -> &'a str>(f: F) {
    println!("{}", f(1));
}

fn main() {
    call(|_| "Ada");
}
