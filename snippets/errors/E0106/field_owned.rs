//@ compiles
//@ fixes field_without_lifetime
struct Line {
    text: String,
}

fn main() {
    let line = Line { text: "one".into() };
    println!("{}", line.text);
}
