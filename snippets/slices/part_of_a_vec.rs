//@ compiles
fn dim(watts: &mut [u32]) {
    for lamp in watts {
        *lamp /= 2;
    }
}

fn main() {
    let mut kitchen = vec![40, 60, 11];
    dim(&mut kitchen[..2]);
    println!("{kitchen:?}");
}
