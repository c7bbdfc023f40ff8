//@ compiles
//@ fixes copy_with_text
#[derive(Clone, Copy)]
struct Badge<'a> {
    name: &'a str,
}

fn main() {
    let badge = Badge { name: "Ada" };
    let second = badge;
    println!("{} {}", badge.name, second.name);
}
