//@ compiles
//@ fixes function_transmuted
fn double(n: u32) -> u32 {
    n * 2
}

fn main() {
    let address = double as fn(u32) -> u32 as *const ();
    println!("{}", address.is_null());
}
