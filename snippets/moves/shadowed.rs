//@ compiles
fn main() {
    let input = String::from("  Lisbon  ");
    let whole = &input;
    let input = input.trim();
    println!("{whole:?} became {input:?}");
}
