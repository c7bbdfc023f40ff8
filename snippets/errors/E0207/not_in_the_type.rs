//@ error E0207
struct Bag;

impl<T: Default> Bag { //~ E0207
    fn fresh(&self) -> T {
        T::default()
    }
}

fn main() {
    let n: u32 = Bag.fresh();
    println!("{n}");
}
