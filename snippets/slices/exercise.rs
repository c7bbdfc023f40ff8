//@ error E0308
//@ exercise allocs<=0
fn total(prices: &Vec<u32>) -> u32 {
    prices.iter().sum()
}

fn main() {
    let week = [3, 5, 8, 2];
    let first = total(&week[..2]); //~ E0308
    let last = total(&week[2..]); //~ E0308
    println!("{first}, then {last}");
}
