//@ error E0597
fn remember(text: &'static str) -> usize {
    text.len()
}

fn main() {
    let text = String::from("short lived");
    let size = remember(&text);
    println!("{size}");
}
