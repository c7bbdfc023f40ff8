//@ compiles
//@ fixes dropped_in_constant
const LENGTH: usize = 3;

fn main() {
    println!("{LENGTH}");
}
