//@ error E0521
fn log_later(line: &str) -> std::thread::JoinHandle<()> {
    std::thread::spawn(move || println!("{line}"))
}
fn main() { log_later("x").join().unwrap(); }
