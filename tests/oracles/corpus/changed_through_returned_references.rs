//@ error E0594 E0596
// Nothing may be changed through what a method, an index or a `Deref` has returned as a shared reference.
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::RwLock;

struct Shelf { books: Vec<String>, owner: Option<Box<Shelf>> }

impl Shelf {
    fn top(&self) -> &String { &self.books[0] }
    fn me(&self) -> &Shelf { self }
    fn label(&self) -> &mut String { &mut self.books[0] } //~ E0596
    fn clear(&self) { self.me().books.clear(); } //~ E0596
    fn leave(&self) { self.me().owner = None; } //~ E0594
}

static COUNT: [u32; 2] = [0, 1];

fn names() -> &'static Vec<String> { Box::leak(Box::default()) }

fn main() {
    let mut shelf = Shelf { books: vec![String::from("a")], owner: None };
    shelf.top().push('b'); //~ E0596
    *shelf.top() = String::new(); //~ E0594
    let top = shelf.top();
    top.push('c'); //~ E0596
    let cell = RefCell::new(vec![1]);
    cell.borrow().push(2); //~ E0596
    let view = cell.borrow();
    view.push(3); //~ E0596
    let lock = RwLock::new(vec![1]);
    lock.read().unwrap().push(2); //~ E0596
    let prices: HashMap<&str, Vec<u32>> = HashMap::new();
    prices["tea"].push(4); //~ E0596
    prices.get("tea").unwrap().push(5); //~ E0596
    let inner: &mut &Vec<u8> = &mut &vec![];
    inner.push(1); //~ E0596
    let text = String::from("x");
    text.as_bytes()[0] = b'y'; //~ E0594
    COUNT[0] = 1; //~ E0594
    names().push(String::new()); //~ E0596
    shelf.books.push(String::new());
}
