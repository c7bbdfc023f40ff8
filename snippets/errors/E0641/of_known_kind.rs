//@ compiles
//@ fixes of_unknown_kind
fn main() {
    let nothing = 0 as *const u32;
    println!("{}", nothing as usize);
}
