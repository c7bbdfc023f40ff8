//@ panics
fn main() {
    let seats = vec![4, 7, 2];
    let last = seats.len();
    println!("{}", seats[last]);
}
