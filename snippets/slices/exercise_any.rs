//@ compiles
//@ fixes exercise
fn total<'a>(prices: impl IntoIterator<Item = &'a u32>) -> u32 {
    prices.into_iter().sum()
}

fn main() {
    let week = [3, 5, 8, 2];
    let first = total(&week[..2]);
    let last = total(&week[2..]);
    println!("{first}, then {last}");
}
