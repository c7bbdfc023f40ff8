//@ compiles
fn main() {
    let text = String::from("text");
    let thread = std::thread::spawn(move || println!("{text}"));
    thread.join().unwrap();
}
