//@ compiles
//@ fixes field_without_lifetime
struct Line<'a> {
    text: &'a str,
}

fn main() {
    let line = Line { text: "one" };
    println!("{}", line.text);
}
