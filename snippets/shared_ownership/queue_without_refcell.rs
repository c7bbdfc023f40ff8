//@ compiles
//@ fixes borrowed_twice
fn main() {
    let mut queue = vec!["Blue Train", "So What"];
    let playing = &queue;
    println!("now: {}", playing[0]);
    queue.push("Naima");
    println!("{} queued", queue.len());
}
