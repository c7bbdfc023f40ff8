//@ error E0502
fn main() {
    let mut queue = vec![1, 2, 3];
    for job in &queue {
        if job % 2 == 0 {
            queue.push(job + 1);
        }
    }
    println!("{queue:?}");
}
