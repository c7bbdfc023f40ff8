//@ compiles
//@ fixes owner_too_short
fn main() {
    let board;
    let mut special = "soup of the day";
    {
        board = String::from("mushroom risotto");
        special = board.as_str();
    }
    println!("today: {special}");
}
