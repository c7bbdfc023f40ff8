//@ error E0499
//@ polonius compiles
fn current(lines: &mut Vec<String>) -> &mut String {
    if let Some(last) = lines.last_mut() {
        return last;
    }
    lines.push(String::new()); //~ E0499
    lines.last_mut().unwrap() //~ E0499
}

fn main() {
    let mut lines = Vec::new();
    current(&mut lines).push('a');
    println!("{lines:?}");
}
