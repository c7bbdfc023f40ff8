//@ compiles
//@ fixes order_cloned
struct Order {
    dish: String,
}

fn main() {
    let first = Order { dish: String::from("soup") };
    let second = &first;
    println!("{} and {}", first.dish, second.dish);
}
