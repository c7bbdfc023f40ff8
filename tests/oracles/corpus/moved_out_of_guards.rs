//@ error E0507
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Mutex;

struct Shared {
    names: Mutex<Vec<String>>,
    last: RefCell<Option<String>>,
}

fn take_names(shared: &Shared) -> Vec<String> {
    *shared.names.lock().unwrap()
}

fn take_last(shared: &Shared) -> Option<String> {
    let last = *shared.last.borrow();
    last
}

fn unwrap_last(shared: &Shared) -> String {
    shared.last.borrow_mut().unwrap()
}

fn of_rc(name: &Rc<String>) -> String {
    **name
}

fn in_match(shared: &Shared) -> String {
    match *shared.last.borrow() {
        Some(name) => name,
        None => String::new(),
    }
}

fn let_pattern(list: &[std::sync::RwLock<(String, u8)>]) -> String {
    let (name, _) = *list[0]
        .read()
        .unwrap();
    name
}

fn of_map(map: &std::collections::HashMap<u8, String>) -> String {
    *map.get(&1).unwrap()
}

fn of_call() -> String {
    *std::sync::Mutex::new(String::new()).lock().unwrap()
}

fn main() {}
