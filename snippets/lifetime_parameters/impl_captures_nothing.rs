//@ compiles
//@ fixes impl_captures
fn countdown(stop: &str) -> impl Iterator<Item = usize> + use<> {
    let letters = stop.len();
    (1..=letters).rev()
}

fn main() {
    let stop = String::from("Oslo");
    let numbers = countdown(&stop);
    drop(stop);
    println!("{:?}", numbers.collect::<Vec<_>>());
}
