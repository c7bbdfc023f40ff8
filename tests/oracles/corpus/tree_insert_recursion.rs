//@ compiles
#[derive(Default)]
struct Tree {
    root: Option<Box<Node>>,
}
struct Node {
    key: i32,
    left: Tree,
    right: Tree,
}

impl Tree {
    fn insert(&mut self, key: i32) -> bool {
        match &mut self.root {
            None => {
                self.root = Some(Box::new(Node { key, left: Tree::default(), right: Tree::default() }));
                true
            }
            Some(node) if node.key == key => false,
            Some(node) => {
                let side = if key < node.key { &mut node.left } else { &mut node.right };
                side.insert(key)
            }
        }
    }
    fn largest(&self) -> Option<i32> {
        let node = self.root.as_ref()?;
        node.right.largest().or(Some(node.key))
    }
}

fn main() {
    let mut tree = Tree::default();
    for key in [4, 2, 6, 4] {
        println!("{}", tree.insert(key));
    }
    println!("{:?}", tree.largest());
}
