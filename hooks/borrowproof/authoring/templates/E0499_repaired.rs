//@ compiles
fn main() {
    let mut text = String::from("text");
    let first = &mut text;
    first.push('!');
    let second = &mut text;
    second.push('?');
}
