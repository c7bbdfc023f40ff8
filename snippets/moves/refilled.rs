//@ compiles
fn main() {
    let mut finished = Vec::new();
    let mut line = String::new();
    for word in ["Call", "me", "Ishmael.", "Some", "years"] {
        line.push_str(word);
        line.push(' ');
        if line.len() > 12 {
            finished.push(line);
            line = String::new();
        }
    }
    println!("{finished:?}, then {line:?}");
}
