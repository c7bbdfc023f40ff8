//@ error E0277
#[derive(Copy)]
struct Level(u8); //~ E0277

fn main() {
    println!("{}", Level(3).0);
}
