//@ error E0271
fn total(prices: impl Iterator<Item = u32>) -> u32 {
    prices.sum()
}

fn main() {
    let prices = vec![3, 4];
    println!("{}", total(prices.iter())); //~ E0271
}
