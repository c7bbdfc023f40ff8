//@ compiles
#[derive(Debug)]
enum Tree {
    Leaf(String),
    Fork(Box<Tree>, Box<Tree>),
}

fn leaves(root: Tree) -> Vec<String> {
    let mut open = vec![root];
    let mut found = Vec::new();
    while let Some(tree) = open.pop() {
        match tree {
            Tree::Leaf(name) => found.push(name),
            Tree::Fork(left, right) => {
                open.push(*right);
                open.push(*left);
            }
        }
    }
    found
}

fn main() {
    let tree = Tree::Fork(
        Box::new(Tree::Leaf(String::from("l"))),
        Box::new(Tree::Fork(Box::new(Tree::Leaf(String::from("m"))), Box::new(Tree::Leaf(String::from("r"))))),
    );
    println!("{:?}", leaves(tree));
}
