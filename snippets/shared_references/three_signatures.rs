//@ compiles
struct Order {
    dishes: Vec<String>,
}

fn count(order: &Order) -> usize {
    order.dishes.len()
}

fn add(order: &mut Order, dish: &str) {
    order.dishes.push(dish.to_owned());
}

fn send(order: Order) -> String {
    order.dishes.join(" + ")
}

fn main() {
    let mut order = Order { dishes: Vec::new() };
    add(&mut order, "soup");
    add(&mut order, "cake");
    println!("{} dishes", count(&order));
    println!("kitchen gets {}", send(order));
}
