//@ error E0499
fn main() {
    let mut text = String::from("text");
    let first = &mut text;
    let second = &mut text; //~ E0499
    first.push('!');
    second.push('?');
}
