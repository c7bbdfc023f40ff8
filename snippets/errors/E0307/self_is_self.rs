//@ compiles
//@ fixes self_is_a_number
struct Seat(u32);

impl Seat {
    fn show(self) {
        println!("{}", self.0);
    }
}

fn main() {
    Seat(3).show();
}
