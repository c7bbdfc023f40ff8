//@ compiles
fn main() {
    let owned = String::from("lighthouse");
    let light: &str = &owned[..5];
    let fixed: &str = "harbour";
    println!("{light} {fixed}");
}
