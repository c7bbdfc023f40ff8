//@ error E0597
fn main() {
    let mut special = "soup of the day";
    {
        let board = String::from("mushroom risotto");
        special = board.as_str(); //~ E0597
    }
    println!("today: {special}");
}
