//@ error E0720
fn nested(n: u32) -> impl Sized { //~ E0720
    if n == 0 {
        return None;
    }
    Some(nested(n - 1))
}

fn main() {
    nested(2);
}
