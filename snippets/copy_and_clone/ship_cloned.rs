//@ compiles
//@ heap allocs=2 leaked=0
//@ fixes ship_copied
#[derive(Clone)]
struct Ship {
    name: String,
    crew: u32,
}

fn main() {
    let name = String::from("Beagle");
    let ship = Ship { name, crew: 74 };
    let twin = ship.clone();
    println!("{} and {}", ship.name, twin.crew);
}
