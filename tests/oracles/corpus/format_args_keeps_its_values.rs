//@ compiles
use std::fmt::Arguments;

fn show(a: Arguments) {
    println!("{a}");
}

fn main() {
    let args = format_args!("{}", String::from("late"));
    show(args);
    show(format_args!("{:?}", vec![1, 2]));
}
