//@ error E0608
fn main() {
    let price = 1250u32;
    println!("{}", price[0]); //~ E0608
}
