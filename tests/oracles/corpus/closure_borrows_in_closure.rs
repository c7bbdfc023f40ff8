//@ compiles
fn main() {
    let prefix = String::from(">");
    let mut log: Vec<String> = Vec::new();
    let mut add = |text: &str| {
        let line = format!("{prefix}{text}");
        let mut push = || log.push(line.clone());
        push();
        push();
    };
    add("a");
    add("b");
    println!("{log:?} {prefix}");
}
