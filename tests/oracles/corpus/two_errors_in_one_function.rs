//@ error E0382 E0502
fn main() {
    let mut list = vec![1, 2];
    let name = String::from("list");
    let first = &list[0];
    list.push(3);
    println!("{first}");
    let moved = name;
    println!("{name} {moved}");
}
