//@ error E0107
struct Line<'a>(&'a str);

fn show<'a, 'b>(line: Line<'a, 'b>) { //~ E0107
    println!("{}", line.0);
}

fn main() {
    show(Line("one"));
}
