//@ error E0204
#[derive(Clone, Copy)]
struct Badge { //~ E0204
    name: String,
}

fn main() {
    let badge = Badge { name: "Ada".into() };
    println!("{}", badge.name);
}
