//@ error E0204
#[derive(Clone, Copy)]
struct Ship { //~ E0204
    name: String,
    crew: u32,
}

fn main() {
    let ship = Ship { name: String::from("Beagle"), crew: 74 };
    println!("{}, {}", ship.name, ship.crew);
}
