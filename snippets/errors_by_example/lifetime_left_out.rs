//@ compiles
//@ fixes unused_lifetime
struct Label {
    text: String,
}

fn main() {
    let label = Label { text: String::from("lamp") };
    println!("{}", label.text);
}
