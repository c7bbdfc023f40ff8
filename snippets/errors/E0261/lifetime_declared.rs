//@ compiles
//@ fixes lifetime_not_declared
struct Line<'a> {
    text: &'a str,
}

fn main() {
    println!("{}", Line { text: "one" }.text);
}
