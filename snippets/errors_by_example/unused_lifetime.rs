//@ error E0392
struct Label<'a> { //~ E0392
    text: String,
}

fn main() {
    let label = Label { text: String::from("lamp") };
    println!("{}", label.text);
}
