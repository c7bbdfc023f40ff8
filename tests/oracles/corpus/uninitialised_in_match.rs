//@ error E0381
fn main() {
    let size: u32;
    let text;
    match std::env::args().count() {
        0 => size = 0,
        1 => {
            size = 1;
            text = String::from("one");
        }
        _ => {
            size = 2;
            text = String::from("more");
        }
    }
    println!("{size} {text}");
}
