//@ error E0502
struct Stack<T> { items: Vec<T> }
impl<T> Stack<T> {
    fn top(&self) -> Option<&T> { self.items.last() }
    fn pop(&mut self) -> Option<T> { self.items.pop() }
}
fn main() {
    let mut s = Stack { items: vec![String::from("a")] };
    if let Some(t) = s.top() {
        s.pop();
        println!("{t}");
    }
}
