//@ compiles
//@ fixes assigned_behind_shared
struct Lamp {
    on: bool,
}

fn switch(lamp: &mut Lamp) {
    lamp.on = !lamp.on;
}

fn main() {
    let mut lamp = Lamp { on: false };
    switch(&mut lamp);
    println!("{}", lamp.on);
}
