//@ compiles
//@ heap allocs=0
//@ fixes frame_is_gone
static BYTES: [u8; 2] = [b'o', b'k'];

fn label() -> &'static [u8] {
    &BYTES
}

fn main() {
    println!("{:?}", label());
}
