//@ compiles
//@ heap allocs=1 leaked=1
//@ fixes greeting_static
use std::sync::LazyLock;

static GREETING: LazyLock<String> = LazyLock::new(|| {
    println!("made on first use");
    String::from("Welcome")
});

fn main() {
    println!("main begins");
    println!("{}, Ada", *GREETING);
    println!("{}, Bob", *GREETING);
}
