//@ compiles
//@ fixes grows_for_ever
enum Tree<T> {
    Leaf(T),
    Pair(Box<(Tree<T>, Tree<T>)>),
}

fn build() -> Tree<u32> {
    Tree::Leaf(3)
}

fn main() {
    build();
}
