//@ error E0277
fn shout(label: str) { //~ E0277
    println!("{}!", label.to_uppercase());
}

fn main() {
    shout(*"lamp"); //~ E0277
}
