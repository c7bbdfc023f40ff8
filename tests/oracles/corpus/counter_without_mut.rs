//@ error E0594 E0596
struct Counter { n: u32 }
impl Counter { fn bump(&mut self) { self.n += 1; } }
fn main() {
    let counter = Counter { n: 0 };
    counter.bump();
    let hidden = std::sync::Arc::new(Counter { n: 1 });
    hidden.n = 3;
    let show = |c: &Counter| c.n += 1;
    show(&counter);
}
