//@ compiles
//@ heap allocs=2 leaked=0
//@ fixes text_by_value
fn main() {
    let line = String::from("3 apples");
    let amount: Box<str> = line[..1].into();
    drop(line);
    println!("{amount} is all we have");
}
