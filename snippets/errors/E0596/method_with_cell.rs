//@ compiles
//@ fixes method_says_shared
use std::cell::RefCell;

struct Log {
    lines: RefCell<Vec<String>>,
}

impl Log {
    fn add(&self, line: &str) {
        self.lines.borrow_mut().push(line.to_string());
    }
}

fn main() {
    let log = Log { lines: RefCell::default() };
    log.add("started");
    println!("{}", log.lines.borrow().len());
}
