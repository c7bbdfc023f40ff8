//@ error E0384
fn half(n: u32) -> u32 {
    n /= 2;
    n
}

fn main() {
    let (low, high) = (1, 9);
    low = half(high);
    println!("{low} {high}");
}
