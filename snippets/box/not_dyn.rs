//@ error E0038
trait Discount {
    fn apply(&self, price: u32) -> u32;
    fn doubled(&self) -> Self;
}

struct Minus(u32);

impl Discount for Minus {
    fn apply(&self, price: u32) -> u32 {
        price - self.0
    }
    fn doubled(&self) -> Self {
        Minus(self.0 * 2)
    }
}

fn main() {
    let discount: Box<dyn Discount> = Box::new(Minus(5)); //~ E0038
    println!("{}", discount.apply(50));
}
