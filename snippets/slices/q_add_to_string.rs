//@ compiles
//@ fixes q_add_views
fn main() {
    let room = "desk ";
    let thing = "lamp";
    let label = room.to_owned() + thing;
    println!("{label}");
}
