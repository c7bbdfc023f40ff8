//@ compiles
//@ fixes wrong_order
struct Line<'a, T>(&'a T);

fn show(line: Line<'static, u32>) {
    println!("{}", line.0);
}

fn main() {
    show(Line(&3));
}
