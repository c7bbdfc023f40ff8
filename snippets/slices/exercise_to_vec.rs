//@ compiles
//@ misses exercise allocs<=0
fn total(prices: &Vec<u32>) -> u32 {
    prices.iter().sum()
}

fn main() {
    let week = [3, 5, 8, 2];
    let first = total(&week[..2].to_vec());
    let last = total(&week[2..].to_vec());
    println!("{first}, then {last}");
}
