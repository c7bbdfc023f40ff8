//@ error E0507
fn main() {
    let mut queue = vec![String::from("Ada"), String::from("Bob")];
    let next = queue[0]; //~ E0507
    queue.push(String::from("Eve"));
    println!("{next}, then {queue:?}");
}
