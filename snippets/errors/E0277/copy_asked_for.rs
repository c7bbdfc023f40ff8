//@ error E0277
fn twice<T: Copy>(it: T) -> (T, T) {
    (it, it)
}

fn main() {
    println!("{:?}", twice(String::from("one"))); //~ E0277
}
