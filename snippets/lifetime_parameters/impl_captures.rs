//@[2021] compiles
//@[2024] error E0505
fn countdown(stop: &str) -> impl Iterator<Item = usize> {
    let letters = stop.len();
    (1..=letters).rev()
}

fn main() {
    let stop = String::from("Oslo");
    let numbers = countdown(&stop);
    drop(stop); //[2024]~ E0505
    println!("{:?}", numbers.collect::<Vec<_>>());
}
