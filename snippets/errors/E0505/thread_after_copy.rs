//@ compiles
//@ fixes thread_while_borrowed
use std::thread;

fn main() {
    let seats = vec![4, 7];
    let first = seats[0];
    let sum = thread::spawn(move || seats.iter().sum::<i32>());
    println!("{first} {}", sum.join().unwrap());
}
