//@ error E0515
fn label() -> &'static [u8] {
    let bytes = [b'o', b'k'];
    &bytes //~ E0515
}

fn main() {
    println!("{:?}", label());
}
