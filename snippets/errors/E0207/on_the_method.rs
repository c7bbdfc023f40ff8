//@ compiles
//@ fixes not_in_the_type
struct Bag;

impl Bag {
    fn fresh<T: Default>(&self) -> T {
        T::default()
    }
}

fn main() {
    let n: u32 = Bag.fresh();
    println!("{n}");
}
