//@ compiles
//@ fixes implemented_twice
#[derive(Clone)]
struct Seat(u32);

fn main() {
    println!("{}", Seat(3).clone().0);
}
