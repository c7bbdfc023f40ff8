//@ error E0597
struct Bus<'b> { listeners: Vec<Box<dyn Fn(u32) + 'b>> }
impl<'b> Bus<'b> {
    fn listen(&mut self, f: impl Fn(u32) + 'b) { self.listeners.push(Box::new(f)); }
    fn send(&self, n: u32) { for listener in &self.listeners { listener(n); } }
}
fn main() {
    let mut bus = Bus { listeners: vec![] };
    let count = std::cell::Cell::new(0);
    bus.listen(|n| count.set(count.get() + n));
    bus.send(2);
    println!("{}", count.get());
}
