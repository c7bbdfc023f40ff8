//@ compiles
struct Node {
    value: i32,
    next: Option<Box<Node>>,
}

fn append(mut at: &mut Node, value: i32) {
    while at.next.is_some() {
        at = at.next.as_mut().unwrap();
    }
    at.next = Some(Box::new(Node { value, next: None }));
}

fn main() {
    let mut list = Node { value: 1, next: None };
    append(&mut list, 2);
    append(&mut list, 3);
    let mut at = Some(&list);
    while let Some(node) = at {
        println!("{}", node.value);
        at = node.next.as_deref();
    }
}
