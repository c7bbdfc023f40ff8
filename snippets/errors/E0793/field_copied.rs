//@ compiles
//@ fixes field_of_packed
#[repr(C, packed)]
struct Header {
    kind: u8,
    length: u32,
}

fn main() {
    let header = Header { kind: 1, length: 300 };
    println!("{} {}", header.kind, { header.length });
}
