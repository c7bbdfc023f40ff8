//@ compiles
fn main() {
    let book = "Call me Ishmael. ".repeat(1000);
    let buffer = book.as_ptr();

    let moved = book;
    println!("moved:  same buffer {}", moved.as_ptr() == buffer);

    let cloned = moved.clone();
    println!("cloned: same buffer {}", cloned.as_ptr() == buffer);
}
