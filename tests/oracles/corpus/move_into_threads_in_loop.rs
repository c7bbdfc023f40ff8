//@ error E0382
use std::thread;
fn main() {
    let mut hs = vec![];
    let msg = String::from("hi");
    for i in 0..3 {
        hs.push(thread::spawn(move || println!("{i} {msg}")));
    }
    for h in hs { h.join().unwrap(); }
}
