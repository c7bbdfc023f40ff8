//@ compiles
//@ fixes value_for_reference
fn length(text: &str) -> usize {
    text.len()
}

fn main() {
    let text = String::from("one");
    println!("{}", length(&text));
}
