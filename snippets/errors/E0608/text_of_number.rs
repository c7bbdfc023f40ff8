//@ compiles
//@ fixes number_indexed
fn main() {
    let price = 1250u32;
    println!("{}", &price.to_string()[..1]);
}
