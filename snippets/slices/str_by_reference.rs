//@ compiles
//@ fixes str_by_value
fn shout(label: &str) {
    println!("{}!", label.to_uppercase());
}

fn main() {
    shout("lamp");
}
