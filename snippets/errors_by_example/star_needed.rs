//@ compiles
//@ fixes star_too_many
fn main() {
    let prices = vec![3, 4, 5];
    for price in &prices {
        println!("{}", *price + 1);
    }
    println!("{} prices", prices.len());
}
