//@ panics
fn main() {
    let numbers = vec![1, 2, 3];
    let last = numbers[numbers.len()];
    println!("{last}");
}
