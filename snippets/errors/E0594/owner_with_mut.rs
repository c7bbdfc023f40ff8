//@ compiles
//@ fixes owner_without_mut
struct Lamp {
    on: bool,
}

fn main() {
    let mut lamp = Lamp { on: false };
    lamp.on = true;
    println!("{}", lamp.on);
}
