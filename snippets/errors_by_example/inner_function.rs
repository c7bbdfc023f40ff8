//@ error E0434
fn main() {
    let rate = 20;
    fn tax(price: u32) -> u32 {
        price * rate / 100 //~ E0434
    }
    println!("{}", tax(50));
}
