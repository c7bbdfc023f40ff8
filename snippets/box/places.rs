//@ compiles
struct Berth {
    number: u32,
    free: bool,
}

enum Place {
    Quay(u32),
    Buoy,
}

fn main() {
    let berth = Berth { number: 7, free: true };
    let quay = Place::Quay(8);
    let buoy = Place::Buoy;
    let some = Some(Box::new(9));
    let none: Option<Box<i32>> = None;
    println!("{} {}", size_of_val(&berth), size_of_val(&quay));
    println!("{} {}", size_of_val(&some), size_of_val(&none));
}
