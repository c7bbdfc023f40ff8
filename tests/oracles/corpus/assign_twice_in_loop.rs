//@ error E0384
fn main() {
    let last;
    for n in 0..3 {
        last = n * 2;
        println!("{last}");
    }
}
