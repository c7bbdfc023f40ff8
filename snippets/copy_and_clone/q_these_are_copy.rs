//@ compiles
//@ fixes q_which_are_copy
fn needs_copy<T: Copy>() {}

fn main() {
    needs_copy::<[u64; 1000]>();
    needs_copy::<(char, bool)>();
    needs_copy::<&String>();
    needs_copy::<fn(String) -> usize>();
    needs_copy::<Option<&str>>();
}
