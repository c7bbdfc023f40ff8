//@ error E0381
fn main() {
    let level: u8;
    match std::env::args().count() {
        0 => return,
        1 => level = 1,
        2 => {}
        _ => panic!("many"),
    }
    println!("{level}");
}
