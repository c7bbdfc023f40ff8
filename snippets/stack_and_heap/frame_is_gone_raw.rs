//@ compiles no_run
//@ twin_of frame_is_gone
//@ undefined_behaviour stack-use-after-return: read 8
fn label() -> *const u8 {
    let bytes = [b'o', b'k'];
    &raw const bytes[0]
}

fn main() {
    let first = label();
    println!("{}", unsafe { *first } as char);
}
