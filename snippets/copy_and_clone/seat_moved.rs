//@ compiles
//@ fixes seat_copied
struct Seat(u32);

impl Drop for Seat {
    fn drop(&mut self) {
        println!("seat {} is free again", self.0);
    }
}

fn main() {
    let seat = Seat(7);
    let second_owner = seat;
    println!("seat {} is taken", second_owner.0);
}
