//@ compiles
//@ fixes string_for_str
fn is_label(text: &str) -> bool {
    !text.contains(':')
}

fn main() {
    let label = String::from("lamp");
    println!("{}", is_label(&label));
    println!("{}", is_label(label.as_str()));
    println!("{}", is_label(&label[..2]));
    println!("{}", is_label("lamp: 40 W"));
}
