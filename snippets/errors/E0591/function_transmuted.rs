//@ error E0591
fn double(n: u32) -> u32 {
    n * 2
}

fn main() {
    let address: *const () = unsafe { std::mem::transmute(double) }; //~ E0591
    println!("{}", address.is_null());
}
