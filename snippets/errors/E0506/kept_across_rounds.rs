//@ error E0506
fn main() {
    let mut seen: Vec<&u32> = Vec::new();
    let mut number = 0;
    while number < 3 {
        seen.push(&number);
        number += 1; //~ E0506
    }
    println!("{}", seen.len());
}
