//@ error E0109
fn show(number: u32<'static>) { //~ E0109
    println!("{number}");
}

fn main() {
    show(3);
}
