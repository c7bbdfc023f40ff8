//@ compiles
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::borrow::Cow;
fn main() {
    let mut ages = HashMap::new();
    ages.insert("Ada", 36);
    ages.insert("Bob", 41);
    let mut q = VecDeque::from(vec![1, 2]);
    q.push_front(0);
    let mut tree = BTreeMap::new();
    tree.insert(1, String::from("one"));
    let c: Cow<str> = Cow::Borrowed("lent");
    let boxed: Box<str> = "boxed".into();
    let slice: Box<[i32]> = vec![1, 2, 3].into_boxed_slice();
    println!("{} {} {} {c} {boxed} {}", ages.len(), q.len(), tree.len(), slice.len());
}
