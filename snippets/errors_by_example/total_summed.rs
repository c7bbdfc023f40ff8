//@ compiles
//@ fixes total_without_mut
fn main() {
    let total: i32 = [3, 4, 5].iter().sum();
    println!("{total}");
}
