//@ error E0521
fn start(text: &str) {
    std::thread::spawn(move || println!("{text}")); //~ E0521
}

fn main() {
    start("text");
}
