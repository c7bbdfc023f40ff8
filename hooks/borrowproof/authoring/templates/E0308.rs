//@ error E0308
fn length(text: String) -> usize {
    text.len()
}

fn main() {
    println!("{}", length("text")); //~ E0308
}
