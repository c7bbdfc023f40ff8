//@ error E0320
enum Tree<T> {
    Leaf(T),
    Pair(Box<Tree<(T, T)>>),
}

fn build() -> Tree<u32> { //~ E0320
    Tree::Leaf(3)
}

fn main() {
    build(); //~ E0320
}
