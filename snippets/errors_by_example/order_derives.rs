//@ compiles
//@ fixes order_cloned
#[derive(Clone)]
struct Order {
    dish: String,
}

fn main() {
    let first = Order { dish: String::from("soup") };
    let second = first.clone();
    println!("{} and {}", first.dish, second.dish);
}
