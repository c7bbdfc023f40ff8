//@ compiles
use std::fmt::Debug;
#[derive(Debug)]
struct Stack<T> {
    items: Vec<T>,
}
impl<T: Debug> Stack<T> {
    fn new() -> Self {
        Stack { items: Vec::new() }
    }
    fn push(&mut self, t: T) -> &mut Self {
        self.items.push(t);
        self
    }
    fn peek(&self) -> Option<&T> {
        self.items.last()
    }
}
fn main() {
    let mut s = Stack::new();
    s.push(String::from("a")).push(String::from("b"));
    let top = s.peek();
    println!("{top:?}");
    let lens: Vec<usize> = s.items.iter().map(|x| x.len()).collect();
    println!("{lens:?}");
}
