//@ compiles
use std::cell::{Ref, RefCell};

struct Store {
    items: RefCell<Vec<String>>,
}

impl Store {
    fn first(&self) -> Ref<'_, str> {
        Ref::map(self.items.borrow(), |items| items[0].as_str())
    }
}

fn main() {
    let store = Store { items: RefCell::new(vec![String::from("a")]) };
    {
        let first = store.first();
        println!("{first}");
    }
    store.items.borrow_mut().push(String::from("b"));
    if store.first().len() == 1 {
        println!("one");
    }
}
