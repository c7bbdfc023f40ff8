//@ panics
fn main() {
    let sold: Vec<u32> = vec![4];
    let free = 3 - sold[0];
    println!("{free}");
}
