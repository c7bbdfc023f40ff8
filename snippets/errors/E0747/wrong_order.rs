//@ error E0747
struct Line<'a, T>(&'a T);

fn show(line: Line<u32, 'static>) { //~ E0747
    println!("{}", line.0);
}

fn main() {
    show(Line(&3));
}
