//@ panics
fn main() {
    let wanted = std::env::args().count() * (isize::MAX as usize);
    let list: Vec<u32> = Vec::with_capacity(wanted);
    println!("{}", list.len());
}
