//@ compiles
//@ fixes twice
fn twice<T: Clone>(value: T) -> (T, T) {
    (value.clone(), value)
}

fn main() {
    println!("{:?}", twice(7));
    println!("{:?}", twice(String::from("echo")));
}
