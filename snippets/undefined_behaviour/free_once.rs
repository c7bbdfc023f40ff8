//@ compiles
//@ fixes free_twice
fn main() {
    let buffer = String::from("lamp: 40 W");
    let spare = &buffer;
    println!("{}", spare.len());
    drop(buffer);
}
