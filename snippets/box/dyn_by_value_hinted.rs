//@ error E0308
trait Discount {
    fn apply(&self, price: u32) -> u32;
}

struct Percent(u32);
struct Minus(u32);

impl Discount for Percent {
    fn apply(&self, price: u32) -> u32 {
        price - price * self.0 / 100
    }
}
impl Discount for Minus {
    fn apply(&self, price: u32) -> u32 {
        price - self.0
    }
}
fn today(member: bool) -> impl Discount {
    if member { Percent(20) } else { Minus(5) } //~ E0308
}
fn main() {
    println!("{}", today(true).apply(50));
}
