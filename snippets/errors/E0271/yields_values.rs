//@ compiles
//@ fixes yields_references
fn total(prices: impl Iterator<Item = u32>) -> u32 {
    prices.sum()
}

fn main() {
    let prices = vec![3, 4];
    println!("{}", total(prices.into_iter()));
}
