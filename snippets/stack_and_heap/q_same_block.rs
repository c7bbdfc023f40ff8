//@ compiles
fn main() {
    let mut queue = Vec::with_capacity(4);
    queue.push(1);
    let block = queue.as_ptr();
    queue.push(2);
    println!("{}", queue.as_ptr() == block);
    queue.clear();
    println!("{}", queue.capacity() >= 4);
}
