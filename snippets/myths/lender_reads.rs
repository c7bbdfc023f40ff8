//@ compiles
fn main() {
    let keys = String::from("flat 3");
    let friend = &keys;
    println!("owner: {keys}");
    println!("friend: {friend}");
}
