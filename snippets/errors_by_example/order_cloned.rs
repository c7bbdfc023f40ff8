//@ error E0599
struct Order {
    dish: String,
}

fn main() {
    let first = Order { dish: String::from("soup") };
    let second = first.clone(); //~ E0599
    println!("{} and {}", first.dish, second.dish);
}
