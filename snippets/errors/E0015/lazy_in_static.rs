//@ compiles
//@ fixes allocated_in_static
use std::sync::LazyLock;

static NAME: LazyLock<String> = LazyLock::new(|| "Ada".into());

fn main() {
    println!("{}", *NAME);
}
