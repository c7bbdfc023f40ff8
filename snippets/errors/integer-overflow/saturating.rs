//@ compiles
//@ fixes below_zero
fn main() {
    let sold: Vec<u32> = vec![4];
    println!("{}", 3u32.saturating_sub(sold[0]));
}
