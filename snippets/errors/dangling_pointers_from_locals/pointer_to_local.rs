//@ compiles
fn place() -> *const u32 {
    let number = 3;
    &number //~ WARN dangling_pointers_from_locals
}

fn main() {
    println!("{}", place().is_null());
}
