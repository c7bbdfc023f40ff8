//@ error E0507
struct Slot {
    item: Option<String>,
}

impl Slot {
    fn empty(&mut self) -> String {
        self.item.unwrap() //~ E0507
    }
}

fn main() {
    let mut slot = Slot { item: Some("key".into()) };
    println!("{}", slot.empty());
}
