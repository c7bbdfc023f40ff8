//@ compiles
//@ fixes pointer_to_temporary
fn main() {
    let owner = String::from("soup");
    let text = owner.as_ptr();
    println!("{}", unsafe { *text });
}
