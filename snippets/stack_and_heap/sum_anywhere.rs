//@ compiles
static ON_DISPLAY: [u64; 3] = [10, 20, 30];

fn total(prices: &[u64]) -> u64 {
    prices.iter().sum()
}

fn main() {
    let in_frame = [10, 20, 30];
    let in_heap = vec![10, 20, 30];
    println!("stack:  {}", total(&in_frame));
    println!("heap:   {}", total(&in_heap));
    println!("static: {}", total(&ON_DISPLAY));
}
