//@ compiles
//@ fixes ship_copied
#[derive(Clone, Copy)]
struct Ship<'a> {
    name: &'a str,
    crew: u32,
}

fn main() {
    let name = String::from("Beagle");
    let ship = Ship { name: &name, crew: 74 };
    let twin = ship;
    println!("{} and {}", ship.name, twin.crew);
}
