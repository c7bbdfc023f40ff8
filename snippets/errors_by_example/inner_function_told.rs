//@ compiles
//@ fixes inner_function
fn main() {
    let rate = 20;
    fn tax(price: u32, rate: u32) -> u32 {
        price * rate / 100
    }
    println!("{}", tax(50, rate));
}
