//@ compiles
//@ fixes twice
fn twice<T: Copy>(value: T) -> (T, T) {
    (value, value)
}

fn main() {
    println!("{:?}", twice(7));
}
