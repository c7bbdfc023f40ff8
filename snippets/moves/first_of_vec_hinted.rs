//@ error E0502
fn main() {
    let mut queue = vec![String::from("Ada"), String::from("Bob")];
    let next = &queue[0];
    queue.push(String::from("Eve")); //~ E0502
    println!("{next}, then {queue:?}");
}
