//@ error E0373
fn main() {
    let text = String::from("text");
    let thread = std::thread::spawn(|| println!("{text}")); //~ E0373
    thread.join().unwrap();
}
