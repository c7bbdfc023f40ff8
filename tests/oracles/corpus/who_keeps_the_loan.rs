//@ compiles
fn main() {
    let s = String::from("abc");
    let first = &s;
    let second = first;
    println!("{first}");
    println!("...");
    println!("{second}");
}
