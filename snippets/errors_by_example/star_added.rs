//@ compiles
//@ fixes star_missing
fn raise(price: &mut u32) {
    *price += 1;
}

fn main() {
    let mut bread = 3;
    raise(&mut bread);
    println!("{bread}");
}
