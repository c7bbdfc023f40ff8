//@ error E0502
fn main() {
    let mut data = vec![1, 2, 3];
    let mut inc = || data[0] += 1;
    println!("{}", data[0]);
    inc();
}
