//@ error E0594
struct Lamp {
    on: bool,
}

fn switch(lamp: &Lamp) {
    lamp.on = !lamp.on; //~ E0594
}

fn main() {
    let lamp = Lamp { on: false };
    switch(&lamp);
    println!("{}", lamp.on);
}
