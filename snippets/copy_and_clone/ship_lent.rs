//@ compiles
//@ fixes ship_copied
struct Ship {
    name: String,
    crew: u32,
}

fn main() {
    let name = String::from("Beagle");
    let ship = Ship { name, crew: 74 };
    let twin = &ship;
    println!("{} and {}", ship.name, twin.crew);
}
