//@ error E0199
trait Show {
    fn show(&self);
}

struct Seat(u32);

unsafe impl Show for Seat { //~ E0199
    fn show(&self) {
        println!("{}", self.0);
    }
}

fn main() {
    Seat(3).show();
}
