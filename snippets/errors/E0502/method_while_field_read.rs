//@ error E0502
struct Shop {
    items: Vec<u32>,
    sold: u32,
}

impl Shop {
    fn sell(&mut self, item: u32) {
        self.sold += item;
    }
    fn sell_all(&mut self) {
        for item in &self.items {
            self.sell(*item); //~ E0502
        }
    }
}

fn main() {
    Shop { items: vec![2, 3], sold: 0 }.sell_all();
}
