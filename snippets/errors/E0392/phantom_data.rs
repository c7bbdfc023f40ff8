//@ compiles
//@ fixes only_a_mark
use std::marker::PhantomData;

struct Id<T> {
    number: u32,
    of: PhantomData<fn() -> T>,
}

fn main() {
    let id: Id<String> = Id { number: 4, of: PhantomData };
    println!("{} {}", id.number, size_of_val(&id.of));
}
