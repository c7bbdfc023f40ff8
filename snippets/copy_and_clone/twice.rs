//@ error E0382
fn twice<T>(value: T) -> (T, T) {
    (value, value) //~ E0382
}

fn main() {
    println!("{:?}", twice(7));
}
