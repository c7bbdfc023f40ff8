//@ compiles
fn all(handlers: &[Box<dyn Fn(u8) -> bool>]) -> usize {
    let mut n = 0;
    for handler in handlers {
        if handler(1) {
            n += 1;
        }
    }
    n
}

fn main() {
    all(&[]);
}
