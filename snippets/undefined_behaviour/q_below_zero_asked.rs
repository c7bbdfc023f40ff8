//@ compiles
//@ fixes q_below_zero
fn free_seats(seats: u8, guests: u8) -> Option<u8> {
    seats.checked_sub(guests)
}

fn main() {
    println!("{:?}", free_seats(4, 4));
    println!("{:?}", free_seats(4, 5));
}
