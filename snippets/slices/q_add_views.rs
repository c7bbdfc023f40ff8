//@ error E0369
fn main() {
    let room = "desk ";
    let thing = "lamp";
    let label = room + thing; //~ E0369
    println!("{label}");
}
