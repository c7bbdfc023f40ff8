//@ compiles
//@ fixes unsafe_for_safe
trait Show {
    fn show(&self);
}

struct Seat(u32);

impl Show for Seat {
    fn show(&self) {
        println!("{}", self.0);
    }
}

fn main() {
    Seat(3).show();
}
