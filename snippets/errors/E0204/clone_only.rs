//@ compiles
//@ fixes copy_with_text
#[derive(Clone)]
struct Badge {
    name: String,
}

fn main() {
    let badge = Badge { name: "Ada".into() };
    println!("{}", badge.clone().name);
}
