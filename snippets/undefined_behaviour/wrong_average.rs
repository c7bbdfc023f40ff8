//@ compiles
fn average(prices: &[u32]) -> u32 {
    let mut sum = 0;
    for price in &prices[1..] {
        sum += price;
    }
    sum / prices.len() as u32
}

fn main() {
    println!("{}", average(&[30, 30, 30]));
}
