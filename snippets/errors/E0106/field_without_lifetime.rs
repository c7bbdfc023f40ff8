//@ error E0106
struct Line {
    text: &str, //~ E0106
}

fn main() {
    let line = Line { text: "one" };
    println!("{}", line.text);
}
