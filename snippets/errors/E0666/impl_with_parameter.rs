//@ compiles
//@ fixes impl_in_impl
fn show<T: std::fmt::Display>(it: impl Into<T>) {
    println!("{}", it.into());
}

fn main() {
    show::<String>("one");
}
