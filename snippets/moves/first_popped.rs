//@ compiles
//@ fixes first_of_vec
use std::collections::VecDeque;

fn main() {
    let mut queue = VecDeque::new();
    queue.push_back(String::from("Ada"));
    queue.push_back(String::from("Bob"));
    let next = queue.pop_front();
    queue.push_back(String::from("Eve"));
    println!("{next:?}, then {queue:?}");
}
