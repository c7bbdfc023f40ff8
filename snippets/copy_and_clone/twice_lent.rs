//@ compiles
//@ fixes twice
fn twice<T>(value: &T) -> (&T, &T) {
    (value, value)
}

fn main() {
    println!("{:?}", twice(&7));
    println!("{:?}", twice(&String::from("echo")));
}
