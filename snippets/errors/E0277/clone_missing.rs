//@ error E0277
#[derive(Clone)]
struct Order {
    item: Item, //~ E0277
}

struct Item;

fn main() {
    let order = Order { item: Item };
    let _second = order.clone();
}
