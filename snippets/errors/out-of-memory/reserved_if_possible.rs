//@ compiles
//@ fixes too_much_asked
fn main() {
    let wanted = std::env::args().count() * (isize::MAX as usize);
    let mut list: Vec<u32> = Vec::new();
    println!("{}", list.try_reserve(wanted).is_err());
}
