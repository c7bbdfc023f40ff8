//@ error E0381
fn main() {
    let x: i32;
    if std::env::args().count() > 1 {
        x = 1;
    }
    println!("{x}");
}
