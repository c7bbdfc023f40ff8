//@ compiles
//@ fixes dyn_by_value
enum Discount {
    Percent(u32),
    Minus(u32),
}

impl Discount {
    fn apply(&self, price: u32) -> u32 {
        match self {
            Discount::Percent(rate) => price - price * rate / 100,
            Discount::Minus(sum) => price - sum,
        }
    }
}

fn today(member: bool) -> Discount {
    if member { Discount::Percent(20) } else { Discount::Minus(5) }
}

fn main() {
    println!("{}", today(true).apply(50));
}
