//@ compiles
//@ fixes too_many_lifetimes
struct Line<'a>(&'a str);

fn show(line: Line<'_>) {
    println!("{}", line.0);
}

fn main() {
    show(Line("one"));
}
