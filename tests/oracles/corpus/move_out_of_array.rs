//@ error E0508
fn main() {
    let names = [String::from("a"), String::from("b")];
    let index = names.len() - 1;
    let last = names[index];
    println!("{last}");
}
