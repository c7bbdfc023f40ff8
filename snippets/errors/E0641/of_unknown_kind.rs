//@ error E0641
fn main() {
    let nothing = 0 as *const _; //~ E0641
    println!("{}", nothing as usize); //~ E0641
}
