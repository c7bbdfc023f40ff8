//@ error E0261
struct Line {
    text: &'a str, //~ E0261
}

fn main() {
    println!("{}", Line { text: "one" }.text);
}
