//@ compiles
//@ fixes parameter_assigned
fn cut(width: u32) -> u32 {
    width.min(80)
}

fn main() {
    println!("{}", cut(90));
}
