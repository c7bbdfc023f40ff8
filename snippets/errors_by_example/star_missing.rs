//@ error E0368
fn raise(price: &mut u32) {
    price += 1; //~ E0368
}

fn main() {
    let mut bread = 3;
    raise(&mut bread);
    println!("{bread}");
}
