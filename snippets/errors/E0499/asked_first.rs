//@ compiles
//@ fixes last_or_new
fn current(lines: &mut Vec<String>) -> &mut String {
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines.last_mut().unwrap()
}

fn main() {
    let mut lines = Vec::new();
    current(&mut lines).push('a');
    println!("{lines:?}");
}
