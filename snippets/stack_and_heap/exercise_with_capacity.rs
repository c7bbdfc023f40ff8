//@ compiles
//@ misses exercise allocs<=1
fn main() {
    let mut line = String::with_capacity(20);
    for number in 1..=3 {
        line = line + &format!("{number} ");
    }
    println!("{line}");
}
