//@ compiles
struct User {
    name: String,
    email: String,
    age: u32,
}
fn main() {
    let u = User {
        name: String::from("Ada"),
        email: String::from("ada@x.org"),
        age: 36,
    };
    let name = u.name;
    let age = u.age;
    let mail = &u.email;
    println!("{name} {age} {mail}");
    let pair = (String::from("l"), String::from("r"));
    let (l, _) = pair;
    println!("{l} {}", pair.1);
}
