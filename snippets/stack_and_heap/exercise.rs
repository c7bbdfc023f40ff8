//@ compiles
//@ exercise allocs<=1
fn main() {
    let mut line = String::new();
    for number in 1..=3 {
        line = line + &format!("{number} ");
    }
    println!("{line}");
}
