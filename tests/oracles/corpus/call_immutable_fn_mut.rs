//@ error E0596
fn main() {
    let mut count = 0;
    let bump = || count += 1;
    bump();
    bump();
    println!("{count}");
}
