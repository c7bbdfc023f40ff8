//@ error E0507
use std::rc::Rc;
use std::sync::Mutex;

struct Knight {
    shield: String,
}

fn from_rc(knight: Rc<Knight>) -> String {
    knight.shield
}

fn from_mutex(slot: &Mutex<Option<Knight>>) -> Option<Knight> {
    *slot.lock().unwrap()
}

fn by_pattern(knights: &[Knight]) {
    for &Knight { shield } in knights {
        println!("{shield}");
    }
}

fn main() {
    from_rc(Rc::new(Knight { shield: String::new() }));
}
