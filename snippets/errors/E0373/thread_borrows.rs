//@ error E0373
use std::thread;

fn main() {
    let seats = vec![4, 7];
    let sum = thread::spawn(|| seats.iter().sum::<i32>()); //~ E0373
    println!("{}", sum.join().unwrap());
}
