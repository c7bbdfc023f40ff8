//@ error E0382
fn main() {
    let mut text = String::from("a");
    let first = &mut text;
    let second = first;
    second.push('b');
    first.push('c');
}
