//@ compiles
fn either(left: Result<String, String>) -> String {
    let Ok(value) = left else {
        panic!("bad: {left:?}");
    };
    println!("{value}");
    value
}

fn main() {
    either(Ok(String::new()));
}
