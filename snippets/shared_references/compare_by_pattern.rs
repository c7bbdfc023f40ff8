//@ compiles
//@ fixes compare_reference
fn main() {
    let prices = [350, 420, 350];
    let mut cheap = 0;
    for &price in &prices {
        if price == 350 {
            cheap += 1;
        }
    }
    println!("{cheap} at 350");
}
