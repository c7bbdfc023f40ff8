//@ compiles
//@ fixes parameter_assigned
fn cut(mut width: u32) -> u32 {
    if width > 80 {
        width = 80;
    }
    width
}

fn main() {
    println!("{}", cut(90));
}
