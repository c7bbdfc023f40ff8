//@ compiles
//@ fixes kept_across_rounds
fn main() {
    let mut seen: Vec<u32> = Vec::new();
    let mut number = 0;
    while number < 3 {
        seen.push(number);
        number += 1;
    }
    println!("{seen:?}");
}
