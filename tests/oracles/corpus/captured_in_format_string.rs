//@ error E0505 E0597
// A closure captures what only the text of a macro names.
struct Bus<'a> { listeners: Vec<Box<dyn FnMut(&str) + 'a>> }

impl<'a> Bus<'a> {
    fn add(&mut self, listener: impl FnMut(&str) + 'a) { self.listeners.push(Box::new(listener)); }
    fn fire(&mut self, text: &str) {
        for listener in &mut self.listeners { listener(text); }
    }
}

fn main() {
    let mut bus = Bus { listeners: vec![] };
    let name = String::from("n");
    bus.add(|text| println!("{name}{text}")); //~ E0597
    drop(name); //~ E0505
    bus.fire("y");
}
