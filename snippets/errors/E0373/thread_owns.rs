//@ compiles
//@ fixes thread_borrows
use std::thread;

fn main() {
    let seats = vec![4, 7];
    let sum = thread::spawn(move || seats.iter().sum::<i32>());
    println!("{}", sum.join().unwrap());
}
