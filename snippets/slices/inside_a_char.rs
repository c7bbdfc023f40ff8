//@ panics
fn main() {
    let maker = "Zoë Lux";
    println!("{} bytes", maker.len());
    println!("{} chars", maker.chars().count());
    println!("{}", &maker[..3]);
}
