//@ compiles
//@ fixes frame_is_gone
fn label() -> [u8; 2] {
    let bytes = [b'o', b'k'];
    bytes
}

fn main() {
    println!("{:?}", label());
}
