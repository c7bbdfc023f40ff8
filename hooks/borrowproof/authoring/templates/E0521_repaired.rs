//@ compiles
fn start(text: &'static str) {
    let thread = std::thread::spawn(move || println!("{text}"));
    thread.join().unwrap();
}

fn main() {
    start("text");
}
