//@ error E0499 E0505
fn twice(text: &mut String) {
    let a = &mut *text;
    let b = &mut *text;
    a.push('a');
    b.push('b');
}

fn main() {
    let mut text = String::from("x");
    twice(&mut text);
    let view = text.as_str();
    drop(text);
    println!("{view}");
}
