//@ error E0381
fn main() {
    let x: i32;
    let c = std::env::args().count() > 1;
    if c { x = 1; }
    println!("{x}");
    let y;
    loop { if c { y = 2; break; } else { y = 3; break; } }
    println!("{y}");
}
