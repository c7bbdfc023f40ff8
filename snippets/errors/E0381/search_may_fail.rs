//@ error E0381
fn main() {
    let even;
    for number in [3, 4, 5] {
        if number % 2 == 0 {
            even = number;
            break;
        }
    }
    println!("{even}"); //~ E0381
}
