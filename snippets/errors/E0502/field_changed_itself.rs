//@ compiles
//@ fixes method_while_field_read
struct Shop {
    items: Vec<u32>,
    sold: u32,
}

impl Shop {
    fn sell_all(&mut self) {
        for item in &self.items {
            self.sold += item;
        }
    }
}

fn main() {
    let mut shop = Shop { items: vec![2, 3], sold: 0 };
    shop.sell_all();
    println!("{}", shop.sold);
}
