//@ compiles
//@ fixes inner_function
fn main() {
    let rate = 20;
    let tax = |price: u32| price * rate / 100;
    println!("{}", tax(50));
}
