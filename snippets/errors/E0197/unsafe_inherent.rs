//@ error E0197
struct Seat(u32);

unsafe impl Seat { //~ E0197
    fn show(&self) {
        println!("{}", self.0);
    }
}

fn main() {
    Seat(3).show();
}
