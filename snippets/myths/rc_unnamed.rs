//@ error E0433
fn main() {
    let map = Rc::new("treasure"); //~ E0433
    let second_owner = map.clone();
    println!("{map} {second_owner}");
}
