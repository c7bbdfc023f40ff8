//@ compiles
fn main() {
    let level: String;
    match std::env::args().count() {
        0 => return,
        1 => level = String::from("one"),
        2 => {
            level = String::from("two");
        }
        _ => std::process::exit(0),
    }
    println!("{level}");
}
