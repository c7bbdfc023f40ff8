//@ compiles
fn main() {
    let short = String::from("hi");
    let moved = short;
    let long = "hi".repeat(500);
    println!("{} words", size_of_val(&moved) / size_of::<usize>());
    println!("{} words", size_of_val(&long) / size_of::<usize>());
    println!("{} word", size_of_val(&&long) / size_of::<usize>());
}
