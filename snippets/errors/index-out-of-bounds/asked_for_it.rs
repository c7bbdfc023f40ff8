//@ compiles
//@ fixes past_the_end
fn main() {
    let seats = vec![4, 7, 2];
    println!("{:?} {:?}", seats.last(), seats.get(3));
}
