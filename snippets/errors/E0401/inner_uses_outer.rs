//@ error E0401
fn show_all<T: std::fmt::Display>(items: &[T]) {
    fn show(item: &T) { //~ E0401
        println!("{item}");
    }
    items.iter().for_each(show);
}

fn main() {
    show_all(&[1, 2]);
}
