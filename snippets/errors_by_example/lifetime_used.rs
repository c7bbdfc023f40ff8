//@ compiles
//@ fixes unused_lifetime
struct Label<'a> {
    text: &'a str,
}

fn main() {
    let label = Label { text: "lamp" };
    println!("{}", label.text);
}
