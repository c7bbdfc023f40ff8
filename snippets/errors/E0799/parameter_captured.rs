//@ compiles
//@ fixes function_captured
fn main() {
    println!("{}", numbers(&[1, 2]).count());
}

fn numbers<'a>(list: &'a [u32]) -> impl Iterator<Item = u32> + use<'a> {
    list.iter().copied()
}
