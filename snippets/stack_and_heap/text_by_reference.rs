//@ compiles
//@ heap allocs=1
//@ fixes text_by_value
fn main() {
    let line = String::from("3 apples");
    let amount: &str = &line[..1];
    println!("{amount} is all we have");
}
