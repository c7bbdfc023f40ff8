//@ compiles
//@ fixes copy_asked_for
fn twice<T: Clone>(it: T) -> (T, T) {
    (it.clone(), it)
}

fn main() {
    println!("{:?}", twice(String::from("one")));
}
