//@ error E0506
struct Lamp {
    colour: String,
    watts: u32,
}

fn main() {
    let mut lamp = Lamp { colour: String::from("red"), watts: 4 };
    let Lamp { colour, .. } = &lamp;
    lamp.watts = 5;
    let before = colour.len();
    lamp.colour = String::from("blue");
    println!("{before} {}", lamp.watts);
    let all = &lamp;
    lamp.watts = 6;
    println!("{}", all.watts);
}
