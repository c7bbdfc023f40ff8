//@ compiles
//@ fixes type_unknown
fn main() {
    let list: Vec<String> = Vec::new();
    println!("{}", list.len());
}
