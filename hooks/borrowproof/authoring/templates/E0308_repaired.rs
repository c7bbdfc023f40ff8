//@ compiles
fn length(text: &str) -> usize {
    text.len()
}

fn main() {
    println!("{}", length("text"));
}
