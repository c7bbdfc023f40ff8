//@ error E0119
#[derive(Clone)] //~ E0119
struct Seat(u32);

impl Clone for Seat {
    fn clone(&self) -> Self {
        Seat(self.0)
    }
}

fn main() {
    println!("{}", Seat(3).clone().0);
}
