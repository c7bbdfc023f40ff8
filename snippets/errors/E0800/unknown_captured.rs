//@ error E0800
fn main() {
    let _ = numbers();
}

fn numbers() -> impl Iterator<Item = u32> + use<T> { //~ E0800
    [1, 2].into_iter()
}
