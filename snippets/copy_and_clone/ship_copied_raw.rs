//@ compiles no_run
//@ twin_of ship_copied
//@ undefined_behaviour double-free: freed 12, freed 11, allocated 7
struct Ship {
    name: String,
    crew: u32,
}

fn main() {
    let name = String::from("Beagle");
    let ship = Ship { name, crew: 74 };
    let twin = unsafe { std::ptr::read(&ship) };
    println!("{} and {}", ship.name, twin.crew);
    drop(twin);
    drop(ship);
}
