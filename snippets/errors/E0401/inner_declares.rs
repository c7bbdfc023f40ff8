//@ compiles
//@ fixes inner_uses_outer
fn show_all<T: std::fmt::Display>(items: &[T]) {
    fn show<U: std::fmt::Display>(item: &U) {
        println!("{item}");
    }
    items.iter().for_each(show);
}

fn main() {
    show_all(&[1, 2]);
}
