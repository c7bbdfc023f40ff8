//@ error E0507
struct Holder {
    slot: Option<String>,
}

impl Holder {
    fn release(&mut self) -> String {
        self.slot.unwrap()
    }
}

fn main() {
    let mut holder = Holder { slot: Some(String::from("x")) };
    println!("{}", holder.release());
}
