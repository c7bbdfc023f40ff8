//@ compiles
//@ fixes past_the_end
fn main() {
    let seats = vec![4, 7, 2];
    let last = seats.len() - 1;
    println!("{}", seats[last]);
}
