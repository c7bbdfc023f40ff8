//@ compiles no_run
//@ edition 2021
use std::sync::Mutex;

fn take(slot: &Mutex<Option<String>>) -> String {
    if let Some(text) = slot.lock().unwrap().take() {
        text
    } else {
        *slot.lock().unwrap() = Some("deadlock".to_string());
        String::new()
    }
}

fn main() {
    println!("{}", take(&Mutex::new(None)));
}
