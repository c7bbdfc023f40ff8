//@ error E0204
#[derive(Clone, Copy)]
struct Ship { //~ E0204
    name: String,
    crew: u32,
}

fn main() {
    let name = String::from("Beagle");
    let ship = Ship { name, crew: 74 };
    let twin = ship;
    println!("{} and {}", ship.name, twin.crew);
}
