//@ compiles
struct Node {
    value: i32,
    next: Option<Box<Node>>,
}
struct Stack {
    head: Option<Box<Node>>,
}

impl Stack {
    fn push(&mut self, value: i32) {
        let rest = self.head.take();
        self.head = Some(Box::new(Node { value, next: rest }));
    }
    fn pop(&mut self) -> Option<i32> {
        self.head.take().map(|node| {
            self.head = node.next;
            node.value
        })
    }
}

fn main() {
    let mut stack = Stack { head: None };
    stack.push(1);
    stack.push(2);
    while let Some(value) = stack.pop() {
        println!("{value}");
    }
}
