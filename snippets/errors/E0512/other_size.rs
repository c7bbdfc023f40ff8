//@ error E0512
fn main() {
    let bytes = [1u8, 0, 0];
    let number: u32 = unsafe { std::mem::transmute(bytes) }; //~ E0512
    println!("{number}");
}
