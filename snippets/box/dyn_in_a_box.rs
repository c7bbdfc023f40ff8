//@ compiles
//@ fixes dyn_by_value
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
fn today(member: bool) -> Box<dyn Discount> {
    if member { Box::new(Percent(20)) } else { Box::new(Minus(5)) }
}
fn main() {
    println!("{}", today(true).apply(50));
}
