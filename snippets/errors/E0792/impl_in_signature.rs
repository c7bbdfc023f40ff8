//@ compiles
//@ fixes concrete_argument
fn shown() -> impl Sized {
    3
}

fn main() {
    println!("{}", size_of_val(&shown()));
}
