//@ compiles
//@ fixes q_copy_alone
#[derive(Clone, Copy)]
struct Level(u8);

fn main() {
    println!("{}", Level(3).0);
}
