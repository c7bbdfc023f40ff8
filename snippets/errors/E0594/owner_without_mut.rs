//@ error E0594
struct Lamp {
    on: bool,
}

fn main() {
    let lamp = Lamp { on: false };
    lamp.on = true; //~ E0594
    println!("{}", lamp.on);
}
