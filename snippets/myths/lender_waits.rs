//@ error E0502
fn main() {
    let mut keys = String::from("flat 3");
    let friend = &mut keys;
    println!("owner: {keys}"); //~ E0502
    friend.push_str(", spare");
}
