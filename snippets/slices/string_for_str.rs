//@ error E0308
fn is_label(text: &str) -> bool {
    !text.contains(':')
}

fn main() {
    let label = String::from("lamp");
    println!("{}", is_label(label)); //~ E0308
}
