//@ error E0515
use std::sync::Mutex;
fn first(all: &Mutex<Vec<String>>) -> &str {
    let guard = all.lock().unwrap();
    &guard[0]
}
fn main() { println!("{}", first(&Mutex::new(vec!["a".into()]))); }
