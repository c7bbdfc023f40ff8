//@ error E0433
fn main() {
    let shared = Rc::new(3); //~ E0433
    println!("{shared}");
}
