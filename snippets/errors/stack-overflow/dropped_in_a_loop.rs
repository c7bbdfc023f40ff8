//@ compiles
//@ fixes long_list_dropped
struct Node {
    next: Option<Box<Node>>,
}

impl Drop for Node {
    fn drop(&mut self) {
        let mut next = self.next.take();
        while let Some(mut node) = next {
            next = node.next.take();
        }
    }
}

fn main() {
    let mut list = None;
    for _ in 0..3_000 {
        list = Some(Box::new(Node { next: list }));
    }
    println!("{}", list.is_some());
}
