//@ compiles no_run
//@ twin_of first_of_vec
//@ undefined_behaviour double-free: freed 7, freed 6, allocated 2
fn main() {
    let mut queue = vec![String::from("Ada"), String::from("Bob")];
    let next = unsafe { std::ptr::read(&queue[0]) };
    queue.push(String::from("Eve"));
    println!("{next}, then {queue:?}");
    drop(next);
    drop(queue);
}
