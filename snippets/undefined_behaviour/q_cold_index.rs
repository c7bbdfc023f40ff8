//@ compiles
fn main() {
    let seats = vec![4, 2, 6];
    let sum: u32 = seats.iter().sum();
    let wrapped = seats[0].wrapping_sub(sum);
    println!("{sum} {}", wrapped == u32::MAX - 7);
}
