//@ compiles
//@ fixes not_dyn
trait Discount {
    fn apply(&self, price: u32) -> u32;
    fn doubled(&self) -> Self
    where
        Self: Sized;
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
    let discount: Box<dyn Discount> = Box::new(Minus(5).doubled());
    println!("{}", discount.apply(50));
}
