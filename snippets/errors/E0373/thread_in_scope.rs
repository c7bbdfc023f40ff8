//@ compiles
//@ fixes thread_borrows
use std::thread;

fn main() {
    let seats = vec![4, 7];
    let sum = thread::scope(|scope| {
        scope.spawn(|| seats.iter().sum::<i32>()).join().unwrap()
    });
    println!("{sum} in {} rows", seats.len());
}
