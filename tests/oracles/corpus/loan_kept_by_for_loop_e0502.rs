//@ error E0502
fn main() {
    let mut text = String::from("abc");
    for c in text.chars() {
        if c == 'b' {
            text.push('x');
        }
    }
    for (i, b) in text.bytes().enumerate() {
        println!("{i} {b}");
    }
}
