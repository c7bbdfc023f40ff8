//@ error E0308
fn length(text: &String) -> usize {
    text.len()
}

fn main() {
    let text = String::from("one");
    println!("{}", length(text)); //~ E0308
}
