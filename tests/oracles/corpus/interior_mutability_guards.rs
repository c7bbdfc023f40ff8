//@ compiles
use std::cell::{Ref, RefCell};
use std::rc::Rc;

struct Log {
    lines: RefCell<Vec<String>>,
}

impl Log {
    fn add(&self, line: &str) {
        self.lines.borrow_mut().push(line.to_owned());
    }
    fn last(&self) -> Option<Ref<'_, String>> {
        Ref::filter_map(self.lines.borrow(), |lines| lines.last()).ok()
    }
}

fn main() {
    let log = Rc::new(Log { lines: RefCell::new(vec![]) });
    let other = Rc::clone(&log);
    other.add("one");
    {
        let last = log.last();
        println!("{}", last.is_some());
    }
    log.add("two");
    println!("{}", other.lines.borrow().join(","));
}
