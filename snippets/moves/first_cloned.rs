//@ compiles
//@ fixes first_of_vec
fn main() {
    let mut queue = vec![String::from("Ada"), String::from("Bob")];
    let next = queue[0].clone();
    queue.push(String::from("Eve"));
    println!("{next}, then {queue:?}");
}
