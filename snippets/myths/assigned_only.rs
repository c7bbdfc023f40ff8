//@ compiles
struct Ship {
    name: String,
    crew: u32,
}

fn main() {
    let ship = Ship { name: String::from("Beagle"), crew: 74 };
    let sold = ship;
    println!("{}, {}", sold.name, sold.crew);
}
