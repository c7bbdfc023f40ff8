//@ panics
fn free_seats(seats: u8, guests: u8) -> u8 {
    seats - guests
}

fn main() {
    println!("{}", free_seats(4, 4));
    println!("{}", free_seats(4, 5));
}
