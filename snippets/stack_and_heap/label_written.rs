//@ compiles
//@ heap allocs=0
//@ fixes frame_is_gone
fn label(into: &mut [u8; 2]) {
    *into = [b'o', b'k'];
}

fn main() {
    let mut bytes = [0; 2];
    label(&mut bytes);
    println!("{bytes:?}");
}
