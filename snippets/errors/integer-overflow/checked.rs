//@ compiles
//@ fixes below_zero
fn main() {
    let sold: Vec<u32> = vec![4];
    match 3u32.checked_sub(sold[0]) {
        Some(free) => println!("{free}"),
        None => println!("overbooked"),
    }
}
