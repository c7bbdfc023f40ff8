//@ compiles
//@ fixes clone_missing
#[derive(Clone)]
struct Order {
    item: Item,
}

#[derive(Clone)]
struct Item;

fn main() {
    let order = Order { item: Item };
    let _second = order.clone();
}
