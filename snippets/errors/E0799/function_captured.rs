//@ error E0799
fn main() {
    let _ = numbers();
}

fn numbers() -> impl Iterator<Item = u32> + use<main> { //~ E0799
    [1, 2].into_iter()
}
