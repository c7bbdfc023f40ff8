//@ compiles
#[derive(Debug)]
enum Tree { Leaf, Node(Box<Tree>, i32, Box<Tree>) }
fn mirror(tree: Tree) -> Tree {
    match tree {
        Tree::Leaf => Tree::Leaf,
        Tree::Node(left, value, right) => Tree::Node(Box::new(mirror(*right)), value, Box::new(mirror(*left))),
    }
}
fn depth(tree: &Tree) -> usize {
    match tree { Tree::Leaf => 0, Tree::Node(l, _, r) => 1 + depth(l).max(depth(r)) }
}
fn main() {
    let tree = Tree::Node(Box::new(Tree::Leaf), 1, Box::new(Tree::Leaf));
    let other = mirror(tree);
    println!("{} {other:?}", depth(&other));
}
