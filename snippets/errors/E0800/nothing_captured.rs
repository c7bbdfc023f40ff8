//@ compiles
//@ fixes unknown_captured
fn main() {
    println!("{}", numbers().count());
}

fn numbers() -> impl Iterator<Item = u32> + use<> {
    [1, 2].into_iter()
}
