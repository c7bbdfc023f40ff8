//@ error E0507
fn main() {
    let draft = String::from("Dear Ada");
    let letter = Box::new(&draft);
    let text = **letter; //~ E0507
    println!("{text}");
}
