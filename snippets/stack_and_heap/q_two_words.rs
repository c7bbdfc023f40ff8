//@ compiles
fn main() {
    let title = String::from("Stack and heap");
    let first = &title[..5];
    println!("{}", first.as_ptr() == title.as_ptr());
    println!("{}", first.len());
}
