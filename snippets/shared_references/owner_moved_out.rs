//@ compiles
//@ fixes owner_too_short
fn main() {
    let mut special = String::from("soup of the day");
    {
        let board = String::from("mushroom risotto");
        special = board;
    }
    println!("today: {special}");
}
