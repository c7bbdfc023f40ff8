//@ error E0382
fn pair<T>(value: T) -> (T, T) {
    (value, value)
}

fn main() {
    let (left, right) = pair(3);
    println!("{left} {right}");
}
