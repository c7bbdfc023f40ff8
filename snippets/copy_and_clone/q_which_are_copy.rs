//@ error E0277
fn needs_copy<T: Copy>() {}

fn main() {
    needs_copy::<[u64; 1000]>();
    needs_copy::<(char, bool)>();
    needs_copy::<&String>();
    needs_copy::<fn(String) -> usize>();
    needs_copy::<Option<&str>>();
    needs_copy::<&mut u8>(); //~ E0277
    needs_copy::<Box<u8>>(); //~ E0277
}
