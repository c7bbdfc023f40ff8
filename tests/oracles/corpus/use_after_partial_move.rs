//@ error E0382
struct User {
    name: String,
    age: u32,
}
fn main() {
    let u = User { name: String::from("Ada"), age: 36 };
    let n = u.name;
    println!("{n} {}", u.age);
    let copy = u;
    println!("{}", copy.age);
}
