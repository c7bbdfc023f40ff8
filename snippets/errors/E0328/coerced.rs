//@ compiles
//@ fixes unsize_by_hand
fn main() {
    let seats: Box<[u32; 2]> = Box::new([4, 7]);
    let slice: Box<[u32]> = seats;
    println!("{}", slice.len());
}
