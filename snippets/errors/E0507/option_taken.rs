//@ compiles
//@ fixes out_of_option
struct Slot {
    item: Option<String>,
}

impl Slot {
    fn empty(&mut self) -> String {
        self.item.take().unwrap()
    }
}

fn main() {
    let mut slot = Slot { item: Some("key".into()) };
    println!("{}", slot.empty());
}
