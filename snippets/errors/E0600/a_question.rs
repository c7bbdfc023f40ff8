//@ compiles
//@ fixes not_a_number
fn main() {
    let text = "off";
    println!("{}", text != "off");
}
